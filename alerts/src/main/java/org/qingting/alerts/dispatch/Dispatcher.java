package org.qingting.alerts.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Delivery;
import org.qingting.alerts.channels.Channel;
import org.qingting.alerts.channels.Notification;
import org.qingting.alerts.desk.Documents.Held;
import org.qingting.alerts.notices.Notice;
import org.qingting.alerts.notices.Notices;
import org.qingting.alerts.policy.DutyRota;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due at the desk, twice a second: lets cases go on, and tells through the channels
 * what is to be told. At least once: what is pending stays in its document until a channel took it,
 * so that a kill at any moment loses nothing; the key of a message tells a repeated one. One
 * process runs it for a desk. Every channel has a thread of its own: one that hangs holds up
 * nobody.
 */
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration PACE = Duration.ofMillis(500);
  private static final int BATCH = 500;
  private static final int MOST_IN_HAND = 20_000;
  private static final int MOST_ROUNDS = 20;

  /** Nobody is on duty: looked at again. */
  private static final Duration NOBODY = Duration.ofMinutes(10);

  private final Casebook casebook;
  private final Notices notices;
  private final Map<String, Channel> channels = new HashMap<>();
  private final Set<String> direct;
  private final Composer composer;
  private final List<Chore> chores;
  private final InstantSource clock;
  private final Function<String, ExecutorService> threads;
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "desk"));
  private final Map<String, Post> posts = new LinkedHashMap<>();
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Lane.Result> results = new ConcurrentLinkedQueue<>();
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
  private String unreadable = "";
  private volatile ScheduledFuture<?> pace;

  /** A channel that does not take what it is sent. */
  public record Trouble(String channel, Instant since, String reason) {}

  /** A channel's thread with its lanes, one for each person of a direct channel. */
  private static final class Post {
    private final Channel channel;
    private final ExecutorService thread;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final InstantSource clock;

    Post(Channel channel, ExecutorService thread, InstantSource clock) {
      this.channel = channel;
      this.thread = thread;
      this.clock = clock;
    }

    /** On its thread only. */
    Lane lane(String to) {
      return lanes.computeIfAbsent(to, each -> new Lane(channel, clock));
    }
  }

  /**
   * What tells; {@link #start} begins.
   *
   * @param direct names of the channels that reach one person each
   * @param chores what else is to be done in each round
   */
  public Dispatcher(
      Casebook casebook,
      Notices notices,
      Collection<Channel> channels,
      Set<String> direct,
      Headlines headlines,
      Links links,
      Collection<Chore> chores,
      InstantSource clock) {
    this(
        casebook,
        notices,
        channels,
        direct,
        headlines,
        links,
        chores,
        clock,
        name -> Executors.newSingleThreadExecutor(task -> daemon(task, "channel " + name)));
  }

  Dispatcher(
      Casebook casebook,
      Notices notices,
      Collection<Channel> channels,
      Set<String> direct,
      Headlines headlines,
      Links links,
      Collection<Chore> chores,
      InstantSource clock,
      Function<String, ExecutorService> threads) {
    this.casebook = casebook;
    this.notices = notices;
    channels.forEach(channel -> this.channels.put(channel.name(), channel));
    this.direct = Set.copyOf(direct);
    this.chores = List.copyOf(chores);
    this.clock = clock;
    this.threads = threads;
    this.composer =
        new Composer(
            casebook.policy().rota(), headlines, links, casebook.policy().zeroReport().zone());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins its rounds. */
  public void start() throws IOException {
    casebook.refresh();
    pace = rounds.scheduleWithFixedDelay(this::safely, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void safely() {
    try {
      round();
      unreadable = "";
    } catch (IOException | RuntimeException e) {
      // What is due stays due; a full disk must not end the rounds.
      if (!String.valueOf(e.getMessage()).equals(unreadable)) {
        unreadable = String.valueOf(e.getMessage());
        LOG.error("The desk's round failed and is tried again: {}", unreadable, e);
      }
    }
  }

  /** One round. */
  void round() throws IOException {
    Instant now = clock.instant();
    report();
    for (int i = 0; i < MOST_ROUNDS && casebook.work(now); i++) {
      // More was stated than one batch holds.
    }
    notices.work(now);
    for (Chore chore : chores) {
      chore.work(now);
    }
    takeUp(now);
    for (Post post : posts.values()) {
      post.thread.execute(() -> post.lanes.values().forEach(lane -> results.addAll(lane.due())));
    }
    report();
  }

  private void takeUp(Instant now) throws IOException {
    if (inHand.size() >= MOST_IN_HAND) {
      return;
    }
    int limit = inHand.size() + BATCH;
    for (Held<CaseFile> held : casebook.pending(now, limit)) {
      for (Delivery delivery : held.content().deliveries()) {
        if (isDue(delivery, now)) {
          boolean alone = direct.contains(delivery.channel());
          take(
              Lane.Letter.Kind.CASE,
              held.id(),
              delivery,
              alone,
              () -> composer.of(held.content(), delivery, alone, now),
              now);
        }
      }
    }
    for (Held<Notice> held : notices.pending(now, limit)) {
      for (Delivery delivery : held.content().deliveries()) {
        if (isDue(delivery, now)) {
          boolean alone = direct.contains(delivery.channel());
          take(
              Lane.Letter.Kind.NOTICE,
              held.id(),
              delivery,
              alone,
              () -> composer.of(held.content(), delivery, now),
              now);
        }
      }
    }
  }

  private boolean isDue(Delivery delivery, Instant now) {
    return delivery.status() == Delivery.Status.PENDING
        && !delivery.from().isAfter(now)
        && !inHand.contains(delivery.id());
  }

  private void take(
      Lane.Letter.Kind kind,
      String document,
      Delivery delivery,
      boolean alone,
      Supplier<Notification> notification,
      Instant now) {
    Channel channel = channels.get(delivery.channel());
    if (channel == null) {
      give(
          new Lane.Letter(kind, document, delivery, null),
          Delivery.Status.REFUSED,
          now,
          "the configuration has no channel of this name any more");
      return;
    }
    Optional<DutyRota.Contact> to = composer.to(delivery, now);
    if (alone && to.isEmpty()) {
      give(
          new Lane.Letter(kind, document, delivery, null),
          Delivery.Status.PENDING,
          now.plus(NOBODY),
          "nobody is on duty: fill the gap in the rota, or name a fallback");
      return;
    }
    Lane.Letter letter = new Lane.Letter(kind, document, delivery, notification.get());
    inHand.add(delivery.id());
    Post post =
        posts.computeIfAbsent(
            delivery.channel(), name -> new Post(channel, threads.apply(name), clock));
    String lane = alone ? to.get().id() : "";
    post.thread.execute(() -> results.addAll(post.lane(lane).add(letter)));
  }

  private void give(Lane.Letter letter, Delivery.Status status, Instant from, String remark) {
    inHand.add(letter.delivery().id());
    results.add(new Lane.Result(List.of(letter), status, from, true, remark));
  }

  /** Writes down what became of what was sent. */
  private void report() throws IOException {
    List<Lane.Result> done = new ArrayList<>();
    for (Lane.Result next = results.poll(); next != null; next = results.poll()) {
      done.add(next);
    }
    if (done.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<Casebook.Report> reports = new ArrayList<>();
    Map<String, List<Delivery>> ofNotices = new LinkedHashMap<>();
    try {
      for (Lane.Result result : done) {
        note(result, now);
        for (Lane.Letter letter : result.letters()) {
          Delivery delivery = letter.delivery();
          int tries = delivery.tries() + (result.failed() ? 1 : 0);
          if (letter.kind() == Lane.Letter.Kind.CASE) {
            reports.add(
                new Casebook.Report(
                    letter.document(),
                    delivery.id(),
                    result.status(),
                    result.from(),
                    tries,
                    result.remark()));
          } else {
            ofNotices
                .computeIfAbsent(letter.document(), id -> new ArrayList<>())
                .add(delivery.with(result.status(), result.from(), tries, now, result.remark()));
          }
        }
      }
      casebook.report(reports, now);
      for (Map.Entry<String, List<Delivery>> each : ofNotices.entrySet()) {
        notices.report(each.getKey(), each.getValue());
      }
    } catch (IOException e) {
      // Sent, but not yet written down: it would be told again, so it stays in hand.
      results.addAll(done);
      throw e;
    }
    done.forEach(
        result -> result.letters().forEach(letter -> inHand.remove(letter.delivery().id())));
  }

  private void note(Lane.Result result, Instant now) {
    if (result.letters().isEmpty()) {
      return;
    }
    String channel = result.letters().get(0).delivery().channel();
    if (result.status() == Delivery.Status.DELIVERED) {
      troubles.remove(channel);
    } else if (result.failed()) {
      troubles.compute(
          channel,
          (name, known) -> new Trouble(name, known == null ? now : known.since(), result.remark()));
    }
  }

  /** Channels that do not take what they are sent, and why. */
  public List<Trouble> troubles() {
    return List.copyOf(troubles.values());
  }

  /** Ends after what is being sent; what is held is sent by the next process. */
  @Override
  public void close() {
    if (pace != null) {
      pace.cancel(false);
    }
    shut(rounds);
    posts.values().forEach(post -> shut(post.thread));
    try {
      report();
    } catch (IOException e) {
      LOG.warn("What was sent last could not be noted and will be sent again: {}", e.getMessage());
    }
  }

  private static void shut(ExecutorService thread) {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(15, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
