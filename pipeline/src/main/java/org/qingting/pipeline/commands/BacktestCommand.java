package org.qingting.pipeline.commands;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.qingting.alerts.backtest.Backtest;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.leads.LeadGate;
import org.qingting.alerts.leads.LeadLimits;
import org.qingting.alerts.leads.LeadReading;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.ingest.SourceSpec;
import org.qingting.model.Incident;
import org.qingting.model.Lead;
import org.qingting.model.Opinion;
import org.qingting.nlp.TextAnalyzer;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.storage.Storage;
import org.qingting.search.Hit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qingting backtest}: which alerts a period would have brought. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Which alerts a period would have brought at these settings, and at other sensitivities:"
          + " alerts a week against the delay until they come.",
      "The first week only teaches what is usual. Nothing is kept or told."
    })
final class BacktestCommand implements Callable<Integer> {
  private static final OpinionQuery POLICE = OpinionQuery.ALL.withPolice(true).withReposts(true);
  private static final Duration LEAST_JUDGED = Duration.ofDays(1);
  private static final Duration SLICE = Duration.ofDays(1);

  /** How the result is printed. */
  enum Format {
    table,
    csv,
    jsonl
  }

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Posts as 'import' takes them, instead of those that the home holds.")
  private Path file;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Judge from this time or day on; what was before teaches what is usual.")
  private String from;

  @Option(
      names = {"--to", "--until"},
      paramLabel = "TIME",
      description = "Before this time, or up to the end of this day.")
  private String until;

  @Mixin private ConfigOption config;

  @Option(
      names = "--false-per-week",
      split = ",",
      defaultValue = "0.05,0.25,1,4",
      paramLabel = "N",
      description =
          "Sensitivities to compare: false alarms tolerated in a week. Default: ${DEFAULT-VALUE}.")
  private List<Double> falsePerWeek = List.of();

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--picture",
      paramLabel = "FILE.svg",
      description = "Draw the period and the comparison into this file.")
  private Path picture;

  @Option(
      names = "--lang",
      defaultValue = "zh",
      description = "Language: ${COMPLETION-CANDIDATES}.")
  private Words.Language language;

  @Mixin private HomeOption home;

  private Words words;
  private Backtest backtest;
  private Predicate<String> ours;
  private final LeadGate gate = LeadGate.empty();
  private final List<Lead> leads = new ArrayList<>();
  private Instant judgedFrom;
  private Instant end;
  private long taken;
  private long shown = System.nanoTime();

  @Override
  public Integer call() throws IOException, ConfigurationException, BadInputException {
    words = new Words(language);
    judgedFrom = Times.parse("--from", from, false);
    end = Times.parse("--to", until, true);
    if (judgedFrom != null && end != null && !judgedFrom.isBefore(end)) {
      throw new BadInputException("--from must be earlier than --to");
    }
    Configuration configuration = config.read();
    ours = TextAnalyzer.area(configuration.places(), configuration.area());
    try {
      backtest = new Backtest(configuration.alerts().settings(), falsePerWeek, judgedFrom);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--false-per-week: " + e.getMessage());
    }
    if (file != null) {
      ofFile(configuration);
    } else {
      ofHome(configuration);
    }
    return 0;
  }

  private void ofFile(Configuration configuration) throws IOException, BadInputException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new BadInputException("there is no file " + file + " that can be read");
    }
    PostFile posts = new PostFile(configuration.places());
    posts.read(
        file,
        Instant.now(),
        (opinion, person) -> {
          if (end == null || opinion.post().eventTime().isBefore(end)) {
            take(opinion, person, "file");
          }
        });
    if (posts.rejected() > 0) {
      Terminal.ERR.println(words.say("backtest.rejected", posts.rejected()));
    }
    show(new SeriesNames(words, posts::incident), configuration, "backtest.peopleOfFile");
  }

  private void ofHome(Configuration configuration) throws IOException, BadInputException {
    HomePaths paths = new HomePaths(home.path().toAbsolutePath().normalize());
    Storage storage =
        Kept.in(
            paths,
            configuration,
            "use 'run', 'import' or 'demo' first, or give a file with --file");
    Set<String> crawled = new HashSet<>();
    configuration.sources().stream().map(SourceSpec::id).forEach(crawled::add);
    try (OpinionReader reader = storage.openReader();
        Desk desk = Desk.of(paths, storage)) {
      Instant first = edge(reader, Order.OLDEST);
      if (first == null) {
        throw new BadInputException(
            paths.root() + " holds no post about police: use 'run', 'import' or 'demo' first");
      }
      Duration history = configuration.alerts().settings().history();
      Instant start =
          judgedFrom == null || judgedFrom.minus(history).isBefore(first)
              ? first
              : judgedFrom.minus(history);
      Instant last = edge(reader, Order.NEWEST).plusMillis(1);
      Instant stop = end == null || end.isAfter(last) ? last : end;
      while (start.isBefore(stop)) {
        Instant next = start.plus(SLICE).isBefore(stop) ? start.plus(SLICE) : stop;
        reader.forEach(POLICE.between(start, next), hit -> takeStored(hit, crawled));
        start = next;
      }
      show(new SeriesNames(words, desk::incident), configuration, "backtest.peopleOfIndex");
    }
  }

  private static Instant edge(OpinionReader reader, Order order) throws IOException {
    List<Hit> hits = reader.search(POLICE, order, 1, "").hits();
    return hits.isEmpty() ? null : hits.get(0).opinion().post().eventTime();
  }

  /** Nothing stored tells who wrote: each post stands for a person, and the output says so. */
  private void takeStored(Hit hit, Set<String> crawled) {
    Opinion opinion = hit.opinion();
    long person = 1 + Integer.toUnsignedLong(opinion.post().id().hashCode());
    take(opinion, person, crawled.contains(opinion.post().source()) ? "" : "index");
  }

  private void take(Opinion opinion, long person, String batch) {
    backtest.take(opinion, person, batch);
    LeadReading.of(opinion, ours)
        .map(LeadReading::asIfFetchedAtOnce)
        .flatMap(reading -> gate.consider(reading, LeadLimits.DEFAULT))
        .ifPresent(leads::add);
    taken++;
    if (System.nanoTime() - shown > 2_000_000_000L) {
      shown = System.nanoTime();
      Terminal.ERR.println(
          words.say("backtest.progress", taken, Times.minute(opinion.post().eventTime())));
    }
  }

  private void show(SeriesNames names, Configuration configuration, String aboutPeople)
      throws IOException, BadInputException {
    Backtest.Report report = backtest.report();
    if (report.judged().compareTo(LEAST_JUDGED) < 0) {
      throw new BadInputException(tooShort(report, configuration.alerts().settings()));
    }
    new BacktestPrinter(words, names, words.say(aboutPeople), leads).print(report, format);
    if (picture != null) {
      Files.writeString(
          picture, new BacktestPicture(words, names).draw(report), StandardCharsets.UTF_8);
      Terminal.ERR.println(words.say("backtest.drawn", picture));
    }
  }

  private static String tooShort(Backtest.Report report, SpikeSettings settings) {
    long trial = settings.trial().toDays();
    return "too short a period: "
        + report.judged().toHours()
        + " hours could be judged of "
        + report.posts()
        + " posts about police; posts of "
        + (trial + LEAST_JUDGED.toDays())
        + " days without a longer silence are needed, "
        + trial
        + " of them before what is judged: widen --from and --to, or import more";
  }

  /** The desk of a home, for the names of incidents; a home without one knows none. */
  private record Desk(AlertDesk desk) implements Closeable {
    static Desk of(HomePaths paths, Storage storage) throws IOException {
      return new Desk(
          storage.cluster() || Files.exists(paths.desk())
              ? new AlertDesk(storage.openDesk())
              : null);
    }

    Optional<Incident> incident(String id) throws IOException {
      return desk == null ? Optional.empty() : desk.incident(id);
    }

    @Override
    public void close() throws IOException {
      if (desk != null) {
        desk.close();
      }
    }
  }
}
