package org.qingting.pipeline.commands;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.qingting.dashboards.Console;
import org.qingting.ingest.FetchSettings;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.demo.DemoSettings;
import org.qingting.pipeline.demo.DemoStaff;
import org.qingting.pipeline.demo.DemoWeb;
import org.qingting.pipeline.home.Home;
import org.qingting.pipeline.home.Office;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qingting demo}: the main job on an invented county's web. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Run the main job on an invented county's web and watch a negative wave rise.")
final class DemoCommand implements Callable<Integer> {
  /** Exit code of {@code --once} when no alert came. */
  static final int NO_ALERT = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(85);

  @Option(names = "--once", description = "End after the first alert.")
  private boolean once;

  @Option(names = "--quiet", description = "The same web without the incident.")
  private boolean quiet;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Another seed, another county's chatter. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "Port of the console; 0 for any free one. Default: 8090, with --once any.")
  private Integer port;

  @Option(
      names = "--lang",
      defaultValue = "zh",
      description = "Language of the terminal: ${COMPLETION-CANDIDATES}.")
  private Words.Language language;

  @Mixin private HomeOption home;

  @Override
  public Integer call() throws IOException, ConfigurationException {
    final long started = System.nanoTime();
    Words words = new Words(language);
    Home sample = Home.open(home.path().resolve("demo"));
    try {
      // A sample begins anew each time; what an office keeps lies in another folder.
      sample.clear();
      try (DemoWeb web =
          DemoWeb.start(DemoSettings.of(seed, quiet, Instant.now()), Clock.systemUTC())) {
        return watch(words, started, sample, web);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      sample.close();
    }
  }

  private int watch(Words words, long started, Home sample, DemoWeb web)
      throws IOException, InterruptedException, ConfigurationException {
    Configuration configuration = configuration(web);
    CountDownLatch stop = new CountDownLatch(1);
    try (Office office = Running.open(sample, configuration, true);
        Console console =
            Console.start(
                Running.console(configuration, port != null ? port : once ? 0 : 8090)
                    .withNotice(
                        new Words(Words.Language.zh).say("demo.notice"),
                        new Words(Words.Language.en).say("demo.notice")),
                office.reader(),
                office.desk(),
                office.access())) {
      Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "stop"));
      Terminal.OUT.println(words.say("demo.notice"));
      if (quiet) {
        Terminal.OUT.println(words.say("demo.quiet"));
      }
      Terminal.OUT.println(words.say("demo.sites", String.join(" ", sites(web))));
      Terminal.OUT.println(words.say("console", console.address()));
      if (!once) {
        Terminal.OUT.println(
            words.say("demo.staff", DemoStaff.add(office.access().staff(), Instant.now())));
        Terminal.OUT.println(words.say("demo.stop"));
      }
      office.begin(Instant.now());
      Watch watch = new Watch(office, words, started);
      for (int tick = 0; !stop.await(500, TimeUnit.MILLISECONDS); tick++) {
        if (tick % 4 == 0) {
          watch.progress();
        }
        watch.troubles();
        watch.leads();
        boolean alert = watch.alerts();
        if (once && alert) {
          Terminal.OUT.println(sum(words, "demo.once", watch.figures()));
          return 0;
        }
        if (once && System.nanoTime() - started > PATIENCE.toNanos()) {
          Terminal.ERR.println(sum(words, "demo.none", watch.figures()));
          return NO_ALERT;
        }
        if (office.ended()) {
          throw new IOException(
              "the job has ended: " + office.trouble().orElse("the log file tells why"));
        }
      }
      return 0;
    }
  }

  private static String sum(Words words, String key, Watch.Figures figures) {
    return words.say(
        key,
        figures.seconds(),
        figures.pages(),
        figures.posts(),
        figures.police(),
        figures.alerts());
  }

  private static List<String> sites(DemoWeb web) {
    return web.hosts().stream().sorted().map(host -> "http://" + host + "/").toList();
  }

  private static Configuration configuration(DemoWeb web) {
    FetchSettings fetch =
        new FetchSettings("qingting-demo@localhost", null, null, 0, web.hosts(), web.hosts());
    return new Configuration(
        web.sources(),
        web.places(),
        List.of(),
        Configuration.Keep.POLICE,
        fetch,
        null,
        null,
        Duration.ofSeconds(1),
        1,
        "",
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }
}
