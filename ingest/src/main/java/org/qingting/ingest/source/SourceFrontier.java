package org.qingting.ingest.source;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.Consumer;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.fetch.Fetcher;
import org.qingting.ingest.fetch.Validators;
import org.qingting.ingest.parse.PageRole;
import org.qingting.ingest.parse.ParsedPage.DetailLink;
import org.qingting.ingest.source.PageOutcome.Found;
import org.qingting.ingest.source.PageOutcome.Status;
import org.qingting.model.Arrival;

/**
 * How far the reading of one source has come. A <em>look</em> reads its list, page by page while
 * there is anything new, and then every detail found; when all is worked off, the source is polled
 * through the time at which the look began. Pure: time is passed in. What is under way is not
 * marked: a request stays first in line until its outcome is applied.
 */
final class SourceFrontier {
  static final int LONGEST_URL = 1_000;
  static final int MOST_MARKS = 500;
  static final int LONGEST_MARK = 400;
  static final int QUEUE_BYTES = 300_000;

  /** Failed details in a row that tell of a failing site rather than of a failing page. */
  private static final int FAILING = 3;

  private static final int TRIES = 3;
  private static final long HOUR = 3_600_000;

  final String id;
  final long shape;
  final ArrayDeque<Detail> queue = new ArrayDeque<>();
  final RecentKeys details;
  final RecentKeys posts;
  final LinkedHashMap<Long, String> marks = new LinkedHashMap<>(16, 0.75f, true);
  Validators validators = Validators.NONE;
  long nextLook;
  long lookBegan;
  String listPage = "";
  int listPages;
  boolean listDone;
  boolean listFailing;
  boolean backfilled;
  long polledThrough;
  int failures;
  long notBefore;

  private final CrawlLimits limits;
  private final int share;
  private final Set<String> queued = new HashSet<>();
  private int queuedBytes;

  /**
   * A source that was never looked at.
   *
   * @param share how many sources share the host's bounds
   */
  SourceFrontier(String id, long shape, CrawlLimits limits, int share) {
    this(
        id,
        shape,
        limits,
        share,
        new RecentKeys(capacity(limits, share)),
        new RecentKeys(capacity(limits, share)));
  }

  SourceFrontier(
      String id, long shape, CrawlLimits limits, int share, RecentKeys details, RecentKeys posts) {
    this.id = id;
    this.shape = shape;
    this.limits = limits;
    this.share = Math.max(1, share);
    this.details = details;
    this.posts = posts;
  }

  /** Tells whether a configured source still has the shape that a stored state was made for. */
  static long shapeOf(SourceSpec spec) {
    return Keys.of(spec.kind().name(), spec.url(), spec.select().toString());
  }

  static int capacity(CrawlLimits limits, int share) {
    return Math.max(400, limits.recentKeys() / Math.max(1, share));
  }

  /** Puts a detail in line, when reading a stored state. */
  void enqueue(Detail detail) {
    queue.addLast(detail);
    queued.add(detail.url());
    queuedBytes += detail.url().length() + detail.page().length();
  }

  /** The page to fetch next; null while nothing is due. */
  PageRequest next(String split, SourceSpec spec, long now) {
    if (now < notBefore || (lookBegan == 0 && now < nextLook)) {
      return null;
    }
    if (lookBegan == 0) {
      lookBegan = now;
      listDone = false;
      listPage = "";
      listPages = 0;
    }
    if (!listDone && (queue.isEmpty() || queue.size() < mostQueued() / 2)) {
      boolean first = listPages == 0;
      String url = first ? spec.url() : listPage;
      Validators known = first && backfilled ? validators : Validators.NONE;
      return new PageRequest(split, spec, PageRole.LIST, Fetcher.address(url), known, null);
    }
    Detail detail = queue.peekFirst();
    if (detail == null) {
      finishLook(spec, now);
      return null;
    }
    return new PageRequest(
        split, spec, PageRole.DETAIL, Fetcher.address(pageOf(detail)), Validators.NONE, detail);
  }

  /**
   * Takes what a request gave: advances and hands on new posts in one go.
   *
   * @return how many posts were new
   */
  int apply(PageOutcome outcome, BackOff backOff, long now, Consumer<Arrival> out) {
    int fresh = 0;
    for (Found found : outcome.posts()) {
      if (posts.addIfNew(found.key())) {
        out.accept(found.arrival());
        fresh++;
      }
    }
    if (outcome.request().role() == PageRole.LIST) {
      applyList(outcome, fresh, backOff, now);
    } else {
      applyDetail(outcome, backOff, now);
    }
    if (!outcome.retryAfter().isZero()) {
      notBefore = Math.max(notBefore, now + outcome.retryAfter().toMillis());
    }
    finishLook(outcome.request().spec(), now);
    return fresh;
  }

  private void applyList(PageOutcome outcome, int freshPosts, BackOff backOff, long now) {
    switch (outcome.status()) {
      case READ -> {
        failures = 0;
        listFailing = false;
        if (listPages == 0) {
          validators = outcome.validators();
        }
        listPages++;
        boolean anythingNew = take(outcome, now) > 0 || freshPosts > 0;
        listPage = usable(outcome.next());
        listDone =
            listPage.isEmpty()
                || listPage.equals(outcome.request().url().toString())
                || listPages >= limits.listPages()
                || (backfilled && !anythingNew);
      }
      case UNCHANGED -> {
        failures = 0;
        listFailing = false;
        listDone = true;
      }
      case GONE, REFUSED, UNREADABLE, FAILED -> {
        if (listPages == 0) {
          failures++;
          listFailing = true;
          notBefore = now + backOff.millis(failures);
          lookBegan = 0;
        } else if (outcome.status() != Status.FAILED || ++failures >= FAILING) {
          // The newest posts are on the first pages; what lies behind is looked for next time.
          listDone = true;
          validators = Validators.NONE;
        } else {
          notBefore = now + backOff.millis(failures);
        }
      }
    }
  }

  /** Queues links that are not known yet; returns how many. */
  private int take(PageOutcome outcome, long now) {
    int taken = 0;
    boolean forum = outcome.request().spec().kind() == SourceSpec.Kind.FORUM;
    for (DetailLink link : outcome.details()) {
      String url = usable(link.url());
      // A board that shows no reply counts: its threads are read again, but not all the time.
      String stamp = forum && link.stamp().isEmpty() ? "hour " + now / HOUR : link.stamp();
      long key = Keys.of(url, stamp);
      if (url.isEmpty() || queued.contains(url) || details.contains(key)) {
        continue;
      }
      if (queue.size() >= mostQueued() || queuedBytes + url.length() > QUEUE_BYTES / share) {
        validators = Validators.NONE; // so that the next look sees the rest
        break;
      }
      enqueue(new Detail(url, key, "", 0, 0));
      taken++;
    }
    return taken;
  }

  private void applyDetail(PageOutcome outcome, BackOff backOff, long now) {
    Detail detail = outcome.request().detail();
    if (!detail.equals(queue.peekFirst())) {
      throw new IllegalStateException("an outcome for a page that is not first in line");
    }
    queue.removeFirst();
    queued.remove(detail.url());
    queuedBytes -= detail.url().length() + detail.page().length();
    switch (outcome.status()) {
      case READ, UNCHANGED -> {
        failures = 0;
        readDetail(detail, outcome);
      }
      case GONE -> {
        if (detail.page().isEmpty() && marks.remove(Keys.of(detail.url())) != null) {
          putFirst(detail); // the page where the last reading ended is gone: from the beginning
        } else {
          details.addIfNew(detail.key());
        }
      }
      case REFUSED, UNREADABLE -> details.addIfNew(detail.key());
      case FAILED -> {
        failures++;
        if (detail.tries() + 1 < TRIES) {
          enqueue(detail.again());
        } else {
          validators = Validators.NONE; // found again at the next look
        }
        if (failures >= FAILING) {
          notBefore = now + backOff.millis(failures - FAILING + 1);
        }
      }
    }
  }

  private void readDetail(Detail detail, PageOutcome outcome) {
    boolean forum = outcome.request().spec().kind() == SourceSpec.Kind.FORUM;
    String page = pageOf(detail);
    String next = forum ? usable(outcome.next()) : "";
    if (!next.isEmpty() && !next.equals(page)) {
      if (detail.pages() + 1 < limits.threadPages()) {
        putFirst(detail.at(next));
      } else {
        mark(detail.url(), next);
        validators = Validators.NONE; // the rest follows at the next look
      }
      return;
    }
    details.addIfNew(detail.key());
    if (forum) {
      mark(detail.url(), page);
    }
  }

  private void mark(String thread, String page) {
    if (page.equals(thread) || page.length() > LONGEST_MARK) {
      marks.remove(Keys.of(thread));
      return;
    }
    marks.put(Keys.of(thread), page);
    while (marks.size() > Math.max(20, MOST_MARKS / share)) {
      marks.remove(marks.keySet().iterator().next());
    }
  }

  private String pageOf(Detail detail) {
    if (!detail.page().isEmpty()) {
      return detail.page();
    }
    return marks.getOrDefault(Keys.of(detail.url()), detail.url());
  }

  private void putFirst(Detail detail) {
    queue.addFirst(detail);
    queued.add(detail.url());
    queuedBytes += detail.url().length() + detail.page().length();
  }

  private void finishLook(SourceSpec spec, long now) {
    if (lookBegan == 0 || !listDone || !queue.isEmpty()) {
      return;
    }
    polledThrough = Math.max(polledThrough, lookBegan);
    backfilled = true;
    nextLook = Math.max(now, lookBegan + spec.every().toMillis());
    lookBegan = 0;
  }

  /** Whether it cannot be read at present, or takes so long that others must not wait for it. */
  boolean failing(long now) {
    return listFailing
        || failures >= FAILING
        || (lookBegan > 0 && now - lookBegan > limits.patience().toMillis());
  }

  private int mostQueued() {
    return Math.max(20, limits.queuedDetails() / share);
  }

  /** An address that can be fetched, in its plain form; {@code ""} otherwise. */
  private static String usable(String url) {
    if (url.isEmpty() || url.length() > LONGEST_URL) {
      return "";
    }
    try {
      URI address = Fetcher.address(url);
      Fetcher.hostAndPort(address);
      return address.toString().length() > LONGEST_URL ? "" : address.toString();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
