package org.qingting.pipeline.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qingting.ingest.intake.ImportReader;
import org.qingting.ingest.intake.Line;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.privacy.PrivacyKeys;
import org.qingting.model.Analysis;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Incident;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.nlp.TextAnalyzer;
import org.qingting.nlp.incidents.IncidentClusterer;
import org.qingting.nlp.reposts.TextSketch;

/**
 * The posts of a file, read as an import reads them, but kept nowhere: pseudonyms are made with
 * keys that nobody keeps, and all is gone when the process ends. Used once, by one thread.
 */
final class PostFile {
  /** As in the job: a text that returns later than this is said anew. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private final TextAnalyzer analyzer;
  private final Map<Integer, List<Original>> originals = new HashMap<>();
  private final Map<String, IncidentClusterer> clusterers = new HashMap<>();
  private final Map<String, Incident> incidents = new HashMap<>();
  private long rejected;

  /** A post that others may repeat. */
  private record Original(String id, Instant at, TextSketch sketch) {}

  /** Takes what was read. */
  @FunctionalInterface
  interface Sink {
    void take(Opinion opinion, long person);
  }

  PostFile(List<String> places) {
    analyzer = TextAnalyzer.withPlaces(places);
  }

  /** Hands on all posts of a file, oldest first, each once. */
  void read(Path file, Instant now, Sink sink) throws IOException {
    List<Arrival> arrivals = arrivals(file, now);
    arrivals.sort(
        Comparator.comparing((Arrival arrival) -> arrival.post().eventTime())
            .thenComparing(arrival -> arrival.post().id()));
    Set<String> seen = new HashSet<>();
    for (Arrival arrival : arrivals) {
      if (seen.add(arrival.post().id())) {
        Post post = marked(arrival.post());
        Analysis analysis = analyzer.analyze(post.fullText());
        sink.take(new Opinion(post, analysis, incident(post, analysis)), arrival.person());
      }
    }
  }

  /** How many lines could not be taken. */
  long rejected() {
    return rejected;
  }

  /** An incident among the posts read so far. */
  Optional<Incident> incident(String id) {
    return Optional.ofNullable(incidents.get(id));
  }

  private List<Arrival> arrivals(Path file, Instant now) throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] ids = new byte[32];
    byte[] people = new byte[32];
    random.nextBytes(ids);
    random.nextBytes(people);
    Anonymizer anonymizer = new Anonymizer(new PrivacyKeys(ids, people));
    List<Arrival> arrivals = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      ImportReader.read(
          in,
          file.getFileName().toString(),
          line -> {
            if (line instanceof Line.Accepted good) {
              try {
                arrivals.add(
                    anonymizer.anonymize(
                        good.post(), good.source(), Channel.ONLINE, good.outerId(), now, "file"));
              } catch (IllegalArgumentException e) {
                rejected++; // neither title nor text
              }
            } else if (line instanceof Line.Rejected) {
              rejected++;
            }
          });
    }
    return arrivals;
  }

  private Post marked(Post post) {
    TextSketch sketch = TextSketch.of(post.fullText());
    if (!post.repostOf().isEmpty() || !sketch.mergeable()) {
      return post;
    }
    List<Original> alike = originals.computeIfAbsent(sketch.key(), key -> new ArrayList<>());
    alike.removeIf(known -> known.at().plus(REMEMBERED).isBefore(post.eventTime()));
    for (Original known : alike) {
      if (known.sketch().similarity(sketch) >= TextSketch.SAME) {
        return post.asRepostOf(known.id());
      }
    }
    alike.add(new Original(post.id(), post.eventTime(), sketch));
    return post;
  }

  private String incident(Post post, Analysis analysis) {
    if (!analysis.police() || analysis.places().isEmpty()) {
      return "";
    }
    String place = analysis.places().get(0);
    Optional<Incident> joined =
        clusterers
            .computeIfAbsent(place, unused -> IncidentClusterer.empty())
            .assign(post.eventTime(), place, analysis.themes(), analysis.keywords(), post.id());
    joined.ifPresent(incident -> incidents.put(incident.id(), incident));
    return joined.map(Incident::id).orElse("");
  }
}
