package org.qingting.dashboards;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Episode;
import org.qingting.model.Alert;
import org.qingting.model.Lead;
import org.qingting.model.Opinion;
import org.qingting.model.SourceStatus;
import org.qingting.model.Tone;
import org.qingting.model.WatchStatus;
import org.qingting.search.Facet;
import org.qingting.search.FacetCount;
import org.qingting.search.Hit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;
import org.qingting.search.Page;

/** What each address answers. Thread-safe; knows nothing of HTTP but the parameters. */
final class Api {
  private static final OpinionQuery EVERYTHING = OpinionQuery.ALL.withReposts(true);
  private static final OpinionQuery POLICE = OpinionQuery.ALL.withPolice(true);
  private static final int MAX_ALERTS = 200;
  private static final int SHOWN_LEADS = 20;
  private static final int MAX_SOURCES = 500;

  private final ConsoleSettings settings;
  private final FreshReader reader;
  private final AlertDesk desk;
  private final AlertViews alertViews = new AlertViews();

  Api(ConsoleSettings settings, FreshReader reader, AlertDesk desk) {
    this.settings = settings;
    this.reader = reader;
    this.desk = desk;
  }

  /**
   * What is asked for.
   *
   * @param values by name, decoded
   * @param texts whether whoever asks may read what private people wrote
   */
  record Asked(Map<String, List<String>> values, boolean texts) {}

  /**
   * The headline.
   *
   * @param version of the product
   * @param zone in which days begin
   * @param now the console's time
   * @param notice shown on top; {@code ""} for none
   * @param noticeEnglish the same in English
   * @param posts all posts kept, reposts included
   * @param police those that concern police, reposts included
   * @param police24h those of the last 24 hours, reposts merged
   * @param negative24h the negative among these
   * @param alerts alerts that go on
   * @param alertsEnded those that ended, among the newest
   * @param alertsWithdrawn those that were taken back, among the newest: false alarms
   * @param lastUpdate when the newest post was taken in; null without posts
   * @param trialEnds until when the watch is on trial and raises nothing; null once it is not
   * @param revision changes whenever anything that the page shows has changed, sources aside
   */
  record Overview(
      String version,
      String zone,
      Instant now,
      String notice,
      String noticeEnglish,
      long posts,
      long police,
      long police24h,
      long negative24h,
      long alerts,
      long alertsEnded,
      long alertsWithdrawn,
      Instant lastUpdate,
      Instant trialEnds,
      String revision) {}

  /** The most frequent values. */
  record Facets(String facet, List<FacetCount> values) {}

  /** One page of posts; {@code next} is {@code ""} on the last. */
  record Posts(long total, List<PostView> posts, String next) {}

  /** Newest alerts first. */
  record Alerts(List<AlertViews.Summary> alerts) {}

  /** Newest grave leads first. */
  record Leads(List<LeadView> leads) {}

  /**
   * How a source is doing.
   *
   * @param source its id
   * @param name its name for people
   * @param state ok, retrying, gap (three failures or more in a row), never (not tried yet) or file
   *     (not crawled)
   * @param posts posts of it in the index, reposts included
   * @param negative the negative among them
   * @param pages pages reached
   * @param failures tries in a row that failed
   * @param lastFetched when last reached; null for never
   * @param lastTried when last tried; null for never
   * @param message what went wrong last
   */
  record Source(
      String source,
      String name,
      String state,
      long posts,
      long negative,
      long pages,
      long failures,
      Instant lastFetched,
      Instant lastTried,
      String message) {}

  /** All sources: the troubled ones first, then those with the most posts. */
  record Sources(List<Source> sources) {}

  /** That index and desk can be read. */
  record Health(String status, String version) {}

  Object health(Asked asked) throws IOException {
    parameters(asked, Set.of(), false);
    reader.get().count(EVERYTHING);
    desk.sources();
    return new Health("ok", settings.version());
  }

  Object overview(Asked asked) throws IOException {
    parameters(asked, Set.of(), false);
    OpinionReader index = reader.get();
    Instant now = settings.clock().instant();
    OpinionQuery lastDay = POLICE.between(now.minus(Duration.ofHours(24)), null);
    long posts = index.count(EVERYTHING);
    long police = index.count(EVERYTHING.withPolice(true));
    List<Hit> newest = index.search(EVERYTHING, Order.NEWEST, 1, "").hits();
    List<Episode> alerts = desk.alerts(MAX_ALERTS, true);
    Instant trialEnds =
        desk.watch().filter(WatchStatus::onTrial).map(WatchStatus::trialEnds).orElse(null);
    long state = 31 * (31 * posts + police) + Objects.hashCode(trialEnds);
    for (Episode alert : alerts) {
      state = 31 * state + alert.id().hashCode() + alert.latest().revision();
    }
    for (Lead lead : desk.leads(SHOWN_LEADS)) {
      state = 31 * state + lead.id().hashCode() + lead.revision();
    }
    Instant lastUpdate = null;
    if (!newest.isEmpty()) {
      lastUpdate = newest.get(0).opinion().post().fetchedAt();
      state = 31 * state + newest.get(0).opinion().post().id().hashCode();
    }
    long open = alerts.stream().filter(Api::goesOn).count();
    return new Overview(
        settings.version(),
        settings.clock().getZone().getId(),
        now,
        settings.notice(),
        settings.noticeEnglish(),
        posts,
        police,
        index.count(lastDay),
        index.count(lastDay.withTones(Set.of(Tone.NEGATIVE))),
        open,
        loud(alerts, Alert.Phase.ENDED),
        loud(alerts, Alert.Phase.WITHDRAWN),
        lastUpdate,
        trialEnds,
        Long.toHexString(state));
  }

  Object timeline(Asked asked) throws IOException {
    Parameters parameters = parameters(asked, Set.of("bucket"), true);
    return Timeline.of(
        reader.get(),
        parameters.query(),
        parameters.bucket(),
        settings.clock().getZone(),
        settings.clock().instant());
  }

  Object facets(Asked asked) throws IOException {
    Parameters parameters = parameters(asked, Set.of("facet", "limit"), true);
    Facet facet =
        switch (parameters.one("facet", "")) {
          case "theme" -> Facet.THEME;
          case "place" -> Facet.PLACE;
          case "source" -> Facet.SOURCE;
          case "channel" -> Facet.CHANNEL;
          case "keyword" -> Facet.KEYWORD;
          default ->
              throw new BadParameterException(
                  "facet must be theme, source, place, keyword or channel");
        };
    int limit = parameters.number("limit", 1, 200, 20);
    return new Facets(
        parameters.one("facet", ""), reader.get().facet(parameters.query(), facet, limit));
  }

  Object posts(Asked asked) throws IOException {
    Parameters parameters = parameters(asked, Set.of("after", "size", "order"), true);
    OpinionQuery query = parameters.query();
    int size = parameters.number("size", 1, 200, 20);
    Order order =
        switch (parameters.one("order", "newest")) {
          case "newest" -> Order.NEWEST;
          case "oldest" -> Order.OLDEST;
          case "relevance" -> Order.RELEVANCE;
          default -> throw new BadParameterException("order must be newest, oldest or relevance");
        };
    OpinionReader index = reader.get();
    Page page;
    try {
      page = index.search(query, order, size, parameters.one("after", ""));
    } catch (IllegalArgumentException e) {
      throw new BadParameterException(
          "after is not a place in this list: take the next of the page before, with the same"
              + " filters and order");
    }
    List<PostView> views = new ArrayList<>();
    for (Hit hit : page.hits()) {
      PostView view = PostView.of(hit.opinion(), hit.reposts(), hit.highlights(), PostView.SNIPPET);
      views.add(asked.texts() ? view : view.withoutText());
    }
    return new Posts(page.total(), views, page.next());
  }

  /** One post with all of its text; empty when there is none of that id. */
  Optional<Object> post(String id, Asked asked) throws IOException {
    parameters(asked, Set.of(), false);
    Optional<Opinion> opinion = reader.get().get(id);
    return opinion
        .map(found -> PostView.of(found, 0, List.of(), Integer.MAX_VALUE))
        .map(view -> asked.texts() ? view : view.withoutText());
  }

  Object alerts(Asked asked) throws IOException {
    Parameters parameters = parameters(asked, Set.of("limit", "silent"), false);
    int limit = parameters.number("limit", 1, MAX_ALERTS, 50);
    OpinionReader index = reader.get();
    List<AlertViews.Summary> summaries = new ArrayList<>();
    for (Episode alert : desk.alerts(limit, parameters.flag("silent"))) {
      summaries.add(alertViews.summary(index, alert));
    }
    return new Alerts(summaries);
  }

  Object leads(Asked asked) throws IOException {
    Parameters parameters = parameters(asked, Set.of("limit"), false);
    List<LeadView> views = new ArrayList<>();
    for (Lead lead : desk.leads(parameters.number("limit", 1, MAX_ALERTS, SHOWN_LEADS))) {
      LeadView view = LeadView.of(reader.get(), lead);
      views.add(asked.texts() ? view : view.withoutTexts());
    }
    return new Leads(views);
  }

  /** One alert with its evidence; empty when there is none of that id. */
  Optional<Object> alert(String id, Asked asked) throws IOException {
    parameters(asked, Set.of(), false);
    Optional<Episode> found = desk.alert(id);
    return found.isEmpty() ? Optional.empty() : Optional.of(detail(asked, found.get()));
  }

  private AlertViews.Detail detail(Asked asked, Episode alert) throws IOException {
    AlertViews.Detail detail = alertViews.detail(reader.get(), desk, alert);
    return asked.texts() ? detail : detail.withoutTexts();
  }

  Object sources(Asked asked) throws IOException {
    parameters(asked, Set.of(), false);
    Map<String, FacetCount> counts = new LinkedHashMap<>();
    for (FacetCount count : reader.get().facet(EVERYTHING, Facet.SOURCE, MAX_SOURCES)) {
      counts.put(count.value(), count);
    }
    Map<String, Source> all = new LinkedHashMap<>();
    for (String id : settings.sourceNames().keySet()) {
      all.put(id, source(SourceStatus.unknown(id), counts.get(id), true));
    }
    for (String id : counts.keySet()) {
      all.putIfAbsent(id, source(SourceStatus.unknown(id), counts.get(id), false));
    }
    for (SourceStatus status : desk.sources()) {
      all.put(status.source(), source(status, counts.get(status.source()), true));
    }
    List<Source> sorted = new ArrayList<>(all.values());
    sorted.sort(
        Comparator.comparingLong(Source::failures)
            .thenComparingLong(Source::posts)
            .reversed()
            .thenComparing(Source::name));
    return new Sources(sorted);
  }

  private Source source(SourceStatus status, FacetCount count, boolean crawled) {
    boolean tried = status.lastTried().isAfter(Instant.EPOCH);
    boolean reached = status.lastFetched().isAfter(Instant.EPOCH);
    String state;
    if (!tried) {
      state = crawled ? "never" : "file";
    } else if (status.failures() == 0) {
      state = "ok";
    } else {
      state = status.failures() < 3 ? "retrying" : "gap";
    }
    return new Source(
        status.source(),
        settings.sourceNames().getOrDefault(status.source(), status.source()),
        state,
        count == null ? 0 : count.count(),
        count == null ? 0 : count.negative(),
        status.pages(),
        status.failures(),
        reached ? status.lastFetched() : null,
        tried ? status.lastTried() : null,
        status.message());
  }

  private Parameters parameters(Asked asked, Set<String> accepted, boolean filters) {
    return new Parameters(asked.values(), settings.clock(), accepted, filters);
  }

  private static long loud(List<Episode> alerts, Alert.Phase phase) {
    return alerts.stream()
        .filter(alert -> !alert.latest().silent() && alert.latest().phase() == phase)
        .count();
  }

  private static boolean goesOn(Episode alert) {
    return !alert.latest().silent() && !alert.latest().phase().isOver();
  }
}
