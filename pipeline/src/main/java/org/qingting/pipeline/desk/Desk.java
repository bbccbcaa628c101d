package org.qingting.pipeline.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.cases.Member;
import org.qingting.alerts.channels.Channel;
import org.qingting.alerts.channels.ChannelException;
import org.qingting.alerts.channels.ChannelSettings;
import org.qingting.alerts.channels.Channels;
import org.qingting.alerts.channels.Headline;
import org.qingting.alerts.control.ControlLog;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.dispatch.Chore;
import org.qingting.alerts.dispatch.Dispatcher;
import org.qingting.alerts.notices.Notices;
import org.qingting.alerts.notices.Watched;
import org.qingting.alerts.sensitivity.Sensitivities;
import org.qingting.alerts.staff.SignedLinks;
import org.qingting.alerts.staff.Staff;
import org.qingting.dashboards.DeskAccess;
import org.qingting.ingest.SourceSpec;
import org.qingting.model.Opinion;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.job.ControlReader;
import org.qingting.pipeline.job.FactKeeper;
import org.qingting.pipeline.storage.Storage;
import org.qingting.search.OpinionReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desk at work: its cases, its people, and what is told through the channels. */
public final class Desk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Duration LINKS_VALID = Duration.ofHours(24);
  private static final int HEADLINES = 3;

  private final Storage storage;
  private final Configuration configuration;
  private final AlertDesk desk;
  private final OpinionReader reader;
  private final Casebook casebook;
  private final Ears ears;
  private final Collection<Channel> channels;
  private final SignedLinks links;
  private final DeskAccess access;
  private volatile Dispatcher dispatcher;
  private VanishedRounds vanished;
  private Optional<CaseViews> views = Optional.empty();

  private Desk(
      Storage storage,
      Configuration configuration,
      AlertDesk desk,
      OpinionReader reader,
      Ears ears,
      Collection<Channel> channels,
      SignedLinks links) {
    this.storage = storage;
    this.configuration = configuration;
    this.desk = desk;
    this.reader = reader;
    this.ears = ears;
    this.channels = channels;
    this.links = links;
    this.casebook = new Casebook(desk, configuration.policy(), ears);
    this.access =
        new DeskAccess(
            casebook,
            new Staff(desk.store()),
            links,
            new Sensitivities(desk.store(), new SecureRandom()),
            () -> dispatcher == null ? List.of() : dispatcher.troubles(),
            configuration.publicUrl().startsWith("https:"));
  }

  /**
   * Opens it; nothing is told before {@link #begin}.
   *
   * @param storage where dashboards find the cases, too
   * @param keys folder of the operator's secret keys
   * @param telling whether it will ever begin: who tells nothing needs no secret
   * @throws ConfigurationException when a channel lacks a secret, say; the message says which
   */
  public static Desk open(
      Storage storage,
      Path keys,
      Configuration configuration,
      boolean telling,
      AlertDesk desk,
      OpinionReader reader)
      throws IOException, ConfigurationException {
    List<ChannelSettings> configured = telling ? configuration.channels() : List.of();
    Set<String> direct =
        configured.stream()
            .filter(ChannelSettings::isDirect)
            .map(ChannelSettings::name)
            .collect(Collectors.toSet());
    try {
      Channels channels =
          Channels.open(
              configured,
              configuration.publicUrl(),
              System::getenv,
              Clock.systemUTC(),
              () -> ThreadLocalRandom.current().nextDouble());
      Ears ears = new Ears(channels.all().stream().map(Channel::name).toList(), direct);
      SignedLinks links = SignedLinks.open(keys.resolve("links.key"));
      return new Desk(storage, configuration, desk, reader, ears, channels.all(), links);
    } catch (ChannelException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  /** Where the job states what it found. */
  public static FactKeeper.Opener facts(Storage storage) {
    return () -> JobFactDesk.open(storage);
  }

  /** What people decided at the desk, for the job. */
  public static ControlReader.Opener control(Storage storage) {
    return () -> {
      DeskStore store = storage.openDesk();
      ControlLog log = new ControlLog(store);
      return new ControlReader() {
        @Override
        public List<ControlLog.Entry> since(long sequence, int limit) throws IOException {
          return log.since(sequence, limit);
        }

        @Override
        public void close() throws IOException {
          store.close();
        }
      };
    };
  }

  /** Begins the rounds: cases go on, clocks ring, people are told. */
  public void begin(Instant now) throws IOException {
    if (dispatcher != null) {
      return;
    }
    List<Watched> watched = new ArrayList<>();
    for (SourceSpec source : configuration.sources()) {
      watched.add(new Watched(source.id(), source.name(), source.every()));
    }
    Notices notices = new Notices(desk, casebook, ears, watched, now, ZONE);
    VanishedPosts posts = new VanishedPosts(configuration.fetch());
    vanished = new VanishedRounds(casebook, reader, posts::look, Clock.systemUTC());
    List<Chore> chores = new ArrayList<>();
    chores.add(access.sensitivities()::work);
    chores.add(vanished);
    views = CaseViews.open(storage, casebook);
    views.ifPresent(chores::add);
    Dispatcher fresh =
        new Dispatcher(
            casebook,
            notices,
            channels,
            ears.direct(),
            this::headlines,
            (staff, caseId, at) -> "/a/" + links.issue(staff, caseId, at, LINKS_VALID),
            chores,
            Clock.systemUTC());
    dispatcher = fresh;
    try {
      fresh.start();
    } catch (IOException e) {
      // It is begun again later: nothing of this try may stay behind.
      pause();
      throw e;
    }
  }

  /** What people work with through the console. */
  public DeskAccess access() {
    return access;
  }

  /** What media published; forums are where private people write. */
  private List<Headline> headlines(CaseFile file) {
    Map<String, String> media = new HashMap<>();
    for (SourceSpec source : configuration.sources()) {
      if (source.kind() != SourceSpec.Kind.FORUM) {
        media.put(source.id(), source.name());
      }
    }
    List<String> ids = file.lead().map(Member::evidence).orElse(List.of());
    List<Headline> found = new ArrayList<>();
    try {
      for (Opinion opinion : reader.get(ids)) {
        String outlet = media.get(opinion.post().source());
        if (outlet != null && !opinion.post().title().isEmpty() && found.size() < HEADLINES) {
          found.add(new Headline(outlet, opinion.post().title()));
        }
      }
    } catch (IOException e) {
      LOG.warn("A message goes without headlines: {}", e.getMessage());
    }
    return found;
  }

  /** Ends the rounds until {@link #begin}; people may go on. */
  public void pause() {
    if (dispatcher != null) {
      dispatcher.close();
      vanished.close();
      views.ifPresent(CaseViews::close);
      dispatcher = null;
    }
  }

  @Override
  public void close() {
    pause();
  }
}
