package org.qingting.nlp.incidents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qingting.model.Incident;

/**
 * Joins the posts of one place into incidents, one pass, in the order given: a post joins the open
 * cluster whose words are most like its own, by cosine over keywords weighted by how rare they are
 * at this place; else it opens one. It is compared with the words that a whole cluster shares, not
 * with single posts, so that a chain of weak likeness does not melt two matters.
 *
 * <p>Bounded: at most {@value #MAX_CLUSTERS} open clusters of 24 words, 512 word counts; a cluster
 * closes when no post joined it for 72 hours of event time. Deterministic; time comes from the
 * posts. Not thread-safe: one instance a place, as in keyed state. The bytes of {@link #encode} are
 * equal for equal histories.
 */
public final class IncidentClusterer {

  /** How long after its last post, or before its first, a cluster still takes posts. */
  public static final Duration WINDOW = Duration.ofDays(3);

  private static final int FORMAT = 1;
  private static final int MAX_CLUSTERS = 32;
  private static final int MAX_KNOWN_WORDS = 512;
  private static final int MAX_KEYWORDS = 10;
  private static final int MAX_WORD_LENGTH = 64;
  private static final int SHOWN_WORDS = 10;
  private static final double ALIKE = 0.30;
  private static final double THEME_BONUS = 0.05;
  private static final int MIN_SHARED = 2;
  private static final double ROUNDING = 1e-9;

  private final List<Cluster> clusters = new ArrayList<>();
  private final Map<String, Integer> wordPosts = new LinkedHashMap<>();
  private long newest = Long.MIN_VALUE;
  private int seen;

  private IncidentClusterer() {}

  /** A clusterer that has seen nothing. */
  public static IncidentClusterer empty() {
    return new IncidentClusterer();
  }

  /**
   * Takes a post and says which incident it belongs to.
   *
   * @param at event time of the post
   * @param place the place whose posts this instance holds; {@code ""} for posts that name none
   * @param themes theme ids, the weightiest first
   * @param keywords the weightiest first; the first ten count
   * @param postId id of the post, which names the incident if it is the first
   * @return the incident, or empty while the post stands alone
   */
  public Optional<Incident> assign(
      Instant at, String place, List<String> themes, List<String> keywords, String postId) {
    long time = at.toEpochMilli();
    newest = Math.max(newest, time);
    expire();
    List<String> words = distinct(keywords);
    learn(words);
    Cluster best = mostAlike(time, themes, words);
    if (best == null) {
      if (!words.isEmpty()) {
        open(time, themes, words, postId);
      }
      return Optional.empty();
    }
    if (best.posts() == 1 && best.firstPost().equals(postId)) {
      return Optional.empty();
    }
    best.add(time, themes, words);
    return Optional.of(
        new Incident(
            id(place, best.firstPost()),
            place,
            best.topTheme(),
            best.topWords(SHOWN_WORDS),
            Instant.ofEpochMilli(best.first())));
  }

  /** Open clusters, those of one post included. */
  public int open() {
    return clusters.size();
  }

  private static List<String> distinct(List<String> keywords) {
    LinkedHashSet<String> words = new LinkedHashSet<>();
    for (String word : keywords) {
      if (words.size() == MAX_KEYWORDS) {
        break;
      }
      if (!word.isEmpty() && word.length() <= MAX_WORD_LENGTH) {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }

  private void expire() {
    long oldest = newest - WINDOW.toMillis();
    clusters.removeIf(cluster -> cluster.last() < oldest);
  }

  private void learn(List<String> words) {
    seen++;
    for (String word : words) {
      wordPosts.merge(word, 1, Integer::sum);
    }
    if (wordPosts.size() > MAX_KNOWN_WORDS) {
      halve();
    }
  }

  /** Forgets slowly: halves all counts; words seen once go, then the oldest. */
  private void halve() {
    seen /= 2;
    wordPosts.replaceAll((word, count) -> count / 2);
    wordPosts.values().removeIf(count -> count == 0);
    Iterator<String> oldest = wordPosts.keySet().iterator();
    while (wordPosts.size() > MAX_KNOWN_WORDS / 2) {
      oldest.next();
      oldest.remove();
    }
  }

  private double rarity(String word) {
    int posts = wordPosts.getOrDefault(word, 0);
    return Math.log(1 + (seen + 10.0) / (posts + 1.0));
  }

  private Cluster mostAlike(long time, List<String> themes, List<String> words) {
    double[] squares = new double[words.size()];
    double own = 0;
    for (int i = 0; i < squares.length; i++) {
      double rarity = rarity(words.get(i));
      squares[i] = rarity * rarity;
      own += squares[i];
    }
    Cluster best = null;
    double most = ALIKE;
    for (Cluster cluster : clusters) {
      if (time < cluster.first() - WINDOW.toMillis() || time > cluster.last() + WINDOW.toMillis()) {
        continue;
      }
      double alike = likeness(cluster, themes, words, squares, own, most);
      if (alike >= most) {
        most = alike;
        best = cluster;
      }
    }
    return best;
  }

  /** The likeness, or 0 where it is less than {@code enough}. */
  private double likeness(
      Cluster cluster,
      List<String> themes,
      List<String> words,
      double[] squares,
      double own,
      double enough) {
    double dot = 0;
    double common = 0;
    int shared = 0;
    for (int i = 0; i < squares.length; i++) {
      double share = cluster.share(words.get(i));
      if (share > 0) {
        dot += squares[i] * share;
        common += squares[i] * share * share;
        shared++;
      }
    }
    // A post of one or two words must share them all.
    if (shared < Math.min(MIN_SHARED, words.size()) || shared == 0) {
      return 0;
    }
    // Were the common words all that the cluster has, it could be no more alike.
    if (dot / Math.sqrt(own * common) + THEME_BONUS < enough - ROUNDING) {
      return 0;
    }
    double theirs = 0;
    for (Map.Entry<String, Integer> word : cluster.words().entrySet()) {
      double weight = rarity(word.getKey()) * ((double) word.getValue() / cluster.posts());
      theirs += weight * weight;
    }
    boolean sameTheme = themes.stream().anyMatch(cluster::hasTheme);
    return dot / Math.sqrt(own * theirs) + (sameTheme ? THEME_BONUS : 0);
  }

  private void open(long time, List<String> themes, List<String> words, String postId) {
    if (clusters.size() == MAX_CLUSTERS) {
      clusters.remove(leastNeeded());
    }
    Cluster cluster = new Cluster(postId, time);
    cluster.add(time, themes, words);
    clusters.add(cluster);
  }

  /** Single posts go before incidents, among these the one longest without a post. */
  private Cluster leastNeeded() {
    Cluster least = clusters.get(0);
    for (Cluster cluster : clusters) {
      boolean single = cluster.posts() == 1;
      boolean leastSingle = least.posts() == 1;
      if (single != leastSingle ? single : cluster.last() < least.last()) {
        least = cluster;
      }
    }
    return least;
  }

  private static String id(String place, String firstPost) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash =
          digest.digest(("incident\n" + place + "\n" + firstPost).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The state as bytes; {@link #decode} reads them back. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(newest);
      out.writeInt(seen);
      Counts.write(out, wordPosts);
      out.writeShort(clusters.size());
      for (Cluster cluster : clusters) {
        cluster.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an id or word is too long to store", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads the bytes of {@link #encode}.
   *
   * @throws IllegalArgumentException if they are cut short, damaged or of an unknown format
   */
  public static IncidentClusterer decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "incident state of format " + format + ": this version reads format " + FORMAT);
      }
      IncidentClusterer clusterer = new IncidentClusterer();
      clusterer.newest = in.readLong();
      clusterer.seen = in.readInt();
      Counts.read(in, clusterer.wordPosts, MAX_KNOWN_WORDS);
      int size = in.readUnsignedShort();
      if (size > MAX_CLUSTERS) {
        throw new IOException(size + " clusters");
      }
      for (int i = 0; i < size; i++) {
        clusterer.clusters.add(Cluster.read(in));
      }
      if (in.read() >= 0) {
        throw new IOException("bytes left over");
      }
      return clusterer;
    } catch (IOException e) {
      throw new IllegalArgumentException("incident state is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IncidentClusterer that && Arrays.equals(encode(), that.encode());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encode());
  }
}
