package org.qingting.pipeline.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.qingting.alerts.channels.ChannelSettings;
import org.qingting.alerts.channels.Channels;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.SourceSpec;
import org.qingting.nlp.Belonging;
import org.qingting.nlp.TextAnalyzer;
import org.qingting.pipeline.kafka.KafkaSettings;

/**
 * What an office configures; every key has a default.
 *
 * @param sources where to listen
 * @param places the office's own place names: towns, streets, stations, estates
 * @param area counties, cities, provinces whose places are the office's own too
 * @param keep whether crawled posts that do not concern police are kept
 * @param fetch how pages are fetched
 * @param alerts how alerts are judged
 * @param console where the console is served
 * @param checkpointEvery how often everything becomes durable, 200 ms to 5 s
 * @param parallelism of the analysis, 1 to 16
 * @param publicUrl where the office's people reach the console; {@code ""} for messages without
 *     link
 * @param channels how people are told, with different names
 * @param jurisdiction names of the office's own places; they are among {@code places}, too
 * @param desk how the office works
 * @param elasticsearch where opinions are kept instead of in the home; null for the home
 * @param engine where the job runs
 * @param kafka between crawl and analysis; null for one job that does both
 */
public record Configuration(
    List<SourceSpec> sources,
    List<String> places,
    List<String> area,
    Keep keep,
    FetchSettings fetch,
    AlertRules alerts,
    ConsoleAddress console,
    Duration checkpointEvery,
    int parallelism,
    String publicUrl,
    List<ChannelSettings> channels,
    OwnPlaces jurisdiction,
    DeskRules desk,
    ElasticsearchAccess elasticsearch,
    Engine engine,
    KafkaSettings kafka) {

  /** All defaults, no source. */
  public static final Configuration DEFAULT =
      new Configuration(
          List.of(), null, null, null, null, null, null, null, 0, "", List.of(), null, null, null,
          null, null);

  /** Which crawled posts are kept. */
  public enum Keep {
    /** Only those that concern police. */
    @JsonProperty("police")
    POLICE,
    /** All. */
    @JsonProperty("all")
    ALL
  }

  /** Where the job runs. */
  public enum Engine {
    /** In the process of {@code run}. */
    @JsonProperty("local")
    LOCAL,
    /** On a Flink cluster, where {@code submit} brings it; the console is a process of its own. */
    @JsonProperty("cluster")
    CLUSTER
  }

  /**
   * Where the console is served.
   *
   * @param host address to listen on; loopback unless the office says otherwise
   * @param port 0 for any free one
   */
  public record ConsoleAddress(String host, Integer port) {
    public ConsoleAddress {
      host = host == null ? "127.0.0.1" : host;
      port = port == null ? 8090 : port;
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
      }
    }
  }

  /**
   * How alerts are judged; see {@link SpikeSettings}.
   *
   * @param minPosts fewest critical posts
   * @param minPeople fewest distinct people
   * @param ratio least observed over expected
   * @param falsePerWeek how many false alarms a week are tolerated over all series
   * @param past age from which a post is about the past
   */
  public record AlertRules(
      Integer minPosts, Integer minPeople, Double ratio, Double falsePerWeek, Duration past) {

    public AlertRules {
      settings(minPosts, minPeople, ratio, falsePerWeek, past);
    }

    /** The detector's settings. */
    public SpikeSettings settings() {
      return settings(minPosts, minPeople, ratio, falsePerWeek, past);
    }

    private static SpikeSettings settings(
        Integer minPosts, Integer minPeople, Double ratio, Double falsePerWeek, Duration past) {
      SpikeSettings base = SpikeSettings.DEFAULT;
      return new SpikeSettings(
          base.bucket(),
          base.window(),
          minPosts == null ? base.minPosts() : minPosts,
          minPeople == null ? base.minPeople() : minPeople,
          ratio == null ? base.ratio() : ratio,
          falsePerWeek == null ? base.falsePerWeek() : falsePerWeek,
          base.fewestSeries(),
          base.trial(),
          base.history(),
          base.halfLife(),
          past == null ? base.past() : past,
          base.quiet(),
          base.wave(),
          base.peopleLimit(),
          base.zone());
    }
  }

  public Configuration {
    sources = sources == null ? List.of() : List.copyOf(sources);
    jurisdiction = jurisdiction == null ? OwnPlaces.NONE : jurisdiction;
    places =
        Stream.concat(
                places == null ? Stream.empty() : places.stream(), jurisdiction.names().stream())
            .distinct()
            .toList();
    area = area == null ? List.of() : List.copyOf(area);
    // Fails with the name that is unknown.
    TextAnalyzer.area(places, area);
    keep = keep == null ? Keep.POLICE : keep;
    fetch = fetch == null ? FetchSettings.DEFAULT : fetch;
    alerts = alerts == null ? new AlertRules(null, null, null, null, null) : alerts;
    console = console == null ? new ConsoleAddress(null, null) : console;
    checkpointEvery = checkpointEvery == null ? Duration.ofSeconds(2) : checkpointEvery;
    parallelism = parallelism == 0 ? 1 : parallelism;
    if (parallelism < 1 || parallelism > 16) {
      throw new IllegalArgumentException("parallelism must be 1 to 16, not " + parallelism);
    }
    if (checkpointEvery.toMillis() < 200 || checkpointEvery.toMillis() > 5000) {
      throw new IllegalArgumentException(
          "checkpointEvery must be 200ms to 5s, not "
              + checkpointEvery.toString().substring(2).toLowerCase(Locale.ROOT)
              + ": alerts leave only with a checkpoint");
    }
    Set<String> ids = new HashSet<>();
    for (SourceSpec source : sources) {
      if (!ids.add(source.id())) {
        throw new IllegalArgumentException("two sources have the id '" + source.id() + "'");
      }
    }
    publicUrl = publicUrl == null ? "" : publicUrl;
    Channels.checkPublicUrl(publicUrl);
    channels = channels == null ? List.of() : List.copyOf(channels);
    Set<String> names = new HashSet<>();
    for (ChannelSettings channel : channels) {
      if (!names.add(channel.name())) {
        throw new IllegalArgumentException("two channels have the name '" + channel.name() + "'");
      }
    }
    engine = engine == null ? Engine.LOCAL : engine;
    if (engine == Engine.CLUSTER && elasticsearch == null) {
      throw new IllegalArgumentException(
          "engine: cluster needs elasticsearch: several machines cannot share the index and the"
              + " database of a home");
    }
    if (kafka != null && engine != Engine.CLUSTER) {
      throw new IllegalArgumentException(
          "kafka needs engine: cluster: on one machine one job crawls and analyses");
    }
    desk = desk == null ? DeskRules.DEFAULT : desk;
    desk.check(names, TextAnalyzer.placeNames(places));
  }

  /** Whether this is about a crawler that hands over to Kafka, and not about the analysis. */
  public boolean isCrawler() {
    return kafka != null && !kafka.crawler().isEmpty();
  }

  /** All rules of the office. */
  public DeskPolicy policy() {
    Function<String, Belonging> belonging = TextAnalyzer.belonging(places, area);
    Function<String, Optional<String>> names = TextAnalyzer.placeNames(places);
    return desk.policy(
        new Jurisdiction(
            place ->
                switch (belonging.apply(place)) {
                  case OURS -> Jurisdiction.Verdict.LOCAL;
                  case ELSEWHERE -> Jurisdiction.Verdict.ELSEWHERE;
                  case UNKNOWN -> Jurisdiction.Verdict.UNDECIDED;
                },
            place -> names.apply(place).orElse(place)));
  }
}
