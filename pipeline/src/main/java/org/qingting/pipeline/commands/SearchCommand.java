package org.qingting.pipeline.commands;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.qingting.model.Channel;
import org.qingting.model.Tone;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.storage.Storage;
import org.qingting.search.Hit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;
import org.qingting.search.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qingting search}: finds opinions, also while {@code run} works in the same home. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Find opinions; print a table, CSV or JSON Lines.")
final class SearchCommand implements Callable<Integer> {
  private static final int PAGE = 500;

  /** How hits are printed. */
  enum Format {
    table,
    csv,
    jsonl
  }

  /** How hits are ordered. */
  enum By {
    newest,
    oldest,
    relevance
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "WORDS",
      description = "Words that must all occur; \"in quotes\", -not, a | b.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--from", paramLabel = "TIME", description = "At or after this time or day.")
  private String from;

  @Option(
      names = {"--to", "--until"},
      paramLabel = "TIME",
      description = "Before this time, or up to the end of this day.")
  private String until;

  @Option(
      names = "--tone",
      split = ",",
      paramLabel = "TONE",
      description = "negative, neutral, positive.")
  private List<String> tones = new ArrayList<>();

  @Option(names = "--theme", split = ",", paramLabel = "ID", description = "Theme ids.")
  private List<String> themes = new ArrayList<>();

  @Option(names = "--place", split = ",", paramLabel = "NAME", description = "Places.")
  private List<String> places = new ArrayList<>();

  @Option(names = "--source", split = ",", paramLabel = "ID", description = "Sources.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--channel",
      split = ",",
      paramLabel = "NAME",
      description = "online, calls, letters, delegates.")
  private List<String> channels = new ArrayList<>();

  @Option(names = "--police", description = "Only what concerns police.")
  private boolean police;

  @Option(names = "--reposts", description = "Show reposts as hits of their own.")
  private boolean reposts;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--order",
      defaultValue = "newest",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private By order;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many hits. Default: 20 in a table, else all.")
  private Long limit;

  @Mixin private ConfigOption config;

  @Mixin private HomeOption home;

  @Override
  public Integer call() throws IOException, ConfigurationException, BadInputException {
    HomePaths paths = new HomePaths(home.path().toAbsolutePath().normalize());
    Storage storage = Kept.in(paths, config.read(), "use 'run', 'import' or 'demo' first");
    OpinionQuery query = query();
    long most = limit != null ? limit : format == Format.table ? 20 : Long.MAX_VALUE;
    if (most < 0) {
      throw new BadInputException("--limit must not be negative");
    }
    try (OpinionReader reader = storage.openReader();
        HitPrinter printer = HitPrinter.of(format, Terminal.OUT, Terminal.isWatched())) {
      long printed = 0;
      long total = 0;
      String after = "";
      do {
        int size = (int) Math.max(1, Math.min(PAGE, most - printed));
        Page page =
            reader.search(
                query, Order.valueOf(order.name().toUpperCase(java.util.Locale.ROOT)), size, after);
        total = page.total();
        for (Hit hit : page.hits()) {
          if (printed < most) {
            printer.print(hit);
            printed++;
          }
        }
        after = page.next();
      } while (!after.isEmpty() && printed < most);
      printer.end(printed, total);
    }
    return 0;
  }

  private OpinionQuery query() throws BadInputException {
    for (String word : words) {
      if (word.startsWith("--")) {
        throw new BadInputException("unknown option " + word + ": see 'search --help'");
      }
    }
    try {
      Instant start = Times.parse("--from", from, false);
      Instant end = Times.parse("--to", until, true);
      Set<Tone> wantedTones = new LinkedHashSet<>();
      for (String tone : tones) {
        wantedTones.add(Tone.of(tone));
      }
      Set<Channel> wantedChannels = new LinkedHashSet<>();
      for (String channel : channels) {
        wantedChannels.add(Channel.of(channel));
      }
      return new OpinionQuery(
          String.join(" ", words),
          start,
          end,
          wantedTones,
          Set.copyOf(themes),
          Set.copyOf(places),
          Set.copyOf(sources),
          wantedChannels,
          Set.of(),
          police,
          reposts);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage());
    }
  }
}
