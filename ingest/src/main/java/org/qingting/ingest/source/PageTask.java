package org.qingting.ingest.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.qingting.ingest.fetch.FetchResult;
import org.qingting.ingest.fetch.Fetcher;
import org.qingting.ingest.fetch.Validators;
import org.qingting.ingest.parse.PageParser;
import org.qingting.ingest.parse.ParsedPage;
import org.qingting.ingest.parse.ParsedPost;
import org.qingting.ingest.parse.UnreadablePageException;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.source.PageOutcome.Found;
import org.qingting.ingest.source.PageOutcome.Status;
import org.qingting.model.Channel;

/** Fetches, parses and anonymises one page; names leave neither this class nor its thread. */
final class PageTask {
  private final Fetcher fetcher;
  private final PageParser parser = new PageParser();
  private final Anonymizer anonymizer;
  private final Clock clock;

  PageTask(Fetcher fetcher, Anonymizer anonymizer, Clock clock) {
    this.fetcher = fetcher;
    this.anonymizer = anonymizer;
    this.clock = clock;
  }

  /** Does the work; whatever happens becomes an outcome, so that no split waits for ever. */
  PageOutcome run(PageRequest request) {
    try {
      FetchResult result = fetcher.fetch(request.url(), request.validators());
      if (result.status() != FetchResult.Status.OK) {
        return ended(request, result, status(result.status()), result.message());
      }
      return read(request, result);
    } catch (Throwable e) {
      return fault(request, e);
    }
  }

  private PageOutcome read(PageRequest request, FetchResult result) {
    Instant at = clock.instant();
    try {
      ParsedPage page =
          parser.parse(
              request.spec(),
              request.role(),
              result.url(),
              result.body(),
              result.contentType(),
              at);
      List<Found> posts = new ArrayList<>(page.posts().size());
      for (ParsedPost post : page.posts()) {
        posts.add(
            new Found(
                post.url().isEmpty()
                    ? Keys.of("text", post.title(), post.text())
                    : Keys.of("url", post.url()),
                anonymizer.anonymize(post, request.spec().id(), Channel.ONLINE, "", at, "")));
      }
      return new PageOutcome(
          request,
          Status.READ,
          result.url(),
          result.validators(),
          posts,
          page.details(),
          page.next(),
          result.crawlDelay(),
          Duration.ZERO,
          at,
          "",
          null);
    } catch (UnreadablePageException e) {
      return ended(request, result, Status.UNREADABLE, e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      // A page that breaks the parser must not break the job; its text stays out of the message.
      return ended(
          request, result, Status.UNREADABLE, "reading it failed: " + e.getClass().getSimpleName());
    }
  }

  private PageOutcome ended(
      PageRequest request, FetchResult result, Status status, String message) {
    return new PageOutcome(
        request,
        status,
        result.url(),
        Validators.NONE,
        List.of(),
        List.of(),
        "",
        result.crawlDelay(),
        result.retryAfter(),
        clock.instant(),
        message,
        null);
  }

  private PageOutcome fault(PageRequest request, Throwable fault) {
    return new PageOutcome(
        request,
        Status.FAILED,
        request.url(),
        Validators.NONE,
        List.of(),
        List.of(),
        "",
        Duration.ZERO,
        Duration.ZERO,
        clock.instant(),
        "",
        fault);
  }

  private static Status status(FetchResult.Status status) {
    return switch (status) {
      case OK -> Status.READ;
      case UNCHANGED -> Status.UNCHANGED;
      case REFUSED -> Status.REFUSED;
      case GONE -> Status.GONE;
      case FAILED -> Status.FAILED;
    };
  }
}
