package org.qingting.nlp.incidents;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Posts that seem to be about one matter: their shared words and themes, and when they came. */
final class Cluster {

  /** Words kept; the least frequent, oldest go first. */
  static final int MAX_WORDS = 24;

  private static final int MAX_THEMES = 8;

  private final String firstPost;
  private long first;
  private long last;
  private int posts;
  private final Map<String, Integer> words = new LinkedHashMap<>();

  /** A bit for the hash of each word: spares looking up nearly all words that are not there. */
  private final long[] marks = new long[4];

  private final Map<String, Integer> themes = new LinkedHashMap<>();

  Cluster(String firstPost, long at) {
    this.firstPost = firstPost;
    this.first = at;
    this.last = at;
  }

  String firstPost() {
    return firstPost;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  int posts() {
    return posts;
  }

  /** Share of posts that have a word, 0 to 1. */
  double share(String word) {
    int bit = bit(word);
    if ((marks[bit >>> 6] & (1L << bit)) == 0) {
      return 0;
    }
    return (double) words.getOrDefault(word, 0) / posts;
  }

  /** 0 to 255. */
  private static int bit(String word) {
    return (word.hashCode() * 0x9E3779B9) >>> 24;
  }

  private void markWords() {
    Arrays.fill(marks, 0);
    for (String word : words.keySet()) {
      int bit = bit(word);
      marks[bit >>> 6] |= 1L << bit;
    }
  }

  Map<String, Integer> words() {
    return words;
  }

  boolean hasTheme(String theme) {
    return themes.containsKey(theme);
  }

  void add(long at, List<String> postThemes, List<String> keywords) {
    first = Math.min(first, at);
    last = Math.max(last, at);
    posts++;
    for (String word : keywords) {
      words.merge(word, 1, Integer::sum);
    }
    for (String theme : postThemes) {
      themes.merge(theme, 1, Integer::sum);
    }
    cut(words, MAX_WORDS);
    cut(themes, MAX_THEMES);
    markWords();
  }

  /** Keeps the most frequent; of equals, those that came first. */
  private static void cut(Map<String, Integer> counts, int most) {
    while (counts.size() > most) {
      String rarest = null;
      int least = Integer.MAX_VALUE;
      for (Map.Entry<String, Integer> entry : counts.entrySet()) {
        if (entry.getValue() <= least) {
          least = entry.getValue();
          rarest = entry.getKey();
        }
      }
      counts.remove(rarest);
    }
  }

  List<String> topWords(int most) {
    return words.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  String topTheme() {
    String best = "";
    int most = 0;
    for (Map.Entry<String, Integer> entry : themes.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    return best;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(firstPost);
    out.writeLong(first);
    out.writeLong(last);
    out.writeInt(posts);
    Counts.write(out, words);
    Counts.write(out, themes);
  }

  static Cluster read(DataInputStream in) throws IOException {
    Cluster cluster = new Cluster(in.readUTF(), in.readLong());
    cluster.last = in.readLong();
    cluster.posts = in.readInt();
    Counts.read(in, cluster.words, MAX_WORDS);
    cluster.markWords();
    Counts.read(in, cluster.themes, MAX_THEMES);
    if (cluster.posts < 1) {
      throw new IOException("a cluster without posts");
    }
    return cluster;
  }
}
