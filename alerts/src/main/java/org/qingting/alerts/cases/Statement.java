package org.qingting.alerts.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the office says in public about a case.
 *
 * @param id number within the case
 * @param kind what it is
 * @param outcome what was found
 * @param text as it will be published
 * @param writtenBy who wrote this text
 * @param reviews who passed or sent back this text; a new text begins without
 * @param address where it was published; {@code ""} before
 * @param publishedAt null before
 */
public record Statement(
    String id,
    Kind kind,
    Outcome outcome,
    String title,
    String text,
    By writtenBy,
    Instant writtenAt,
    List<Review> reviews,
    String address,
    Instant publishedAt) {

  public Statement {
    reviews = List.copyOf(reviews);
  }

  /** What a statement is. */
  public enum Kind {
    /** 情况通报. */
    NOTICE("情况通报"),
    /** 警方提示. */
    TIPS("警方提示"),
    /** An answer to a medium or on a platform. */
    ANSWER("媒体答复");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The name on screens. */
    public String label() {
      return label;
    }
  }

  /** The three that a statement passes, in this order. */
  public enum Step {
    /** 办案单位核实. */
    UNIT("办案单位核实"),
    /** 法制审核. */
    LEGAL("法制审核"),
    /** 领导签发. */
    CHIEF("领导签发");

    private final String label;

    Step(String label) {
      this.label = label;
    }

    /** The name on screens. */
    public String label() {
      return label;
    }
  }

  /** One passing or sending back. */
  public record Review(Step step, boolean passed, By by, Instant at, String note) {}

  /** Whether it is out. */
  public boolean isPublished() {
    return publishedAt != null;
  }

  /** The step that it waits for; empty when it passed all, or was sent back and not rewritten. */
  public Optional<Step> waitsFor() {
    int passed = 0;
    for (Review review : reviews) {
      if (!review.passed()) {
        return Optional.empty();
      }
      passed++;
    }
    return passed < Step.values().length ? Optional.of(Step.values()[passed]) : Optional.empty();
  }

  /** Whether it passed every step. */
  public boolean isApproved() {
    return reviews.size() == Step.values().length && reviews.stream().allMatch(Review::passed);
  }

  Statement with(Review review) {
    List<Review> more = new ArrayList<>(reviews);
    more.add(review);
    return new Statement(
        id, kind, outcome, title, text, writtenBy, writtenAt, more, address, publishedAt);
  }

  Statement published(String where, Instant when) {
    return new Statement(
        id, kind, outcome, title, text, writtenBy, writtenAt, reviews, where, when);
  }
}
