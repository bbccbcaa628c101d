package org.qingting.alerts.policy;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * 辖区: whether what people write about is the office's own to answer. One own place makes it so; it
 * is elsewhere where every place named is certainly elsewhere; and with names that nobody knows or
 * that several places bear, a person has to decide. Clocks run until it is decided: only what is
 * certainly elsewhere starts none. Pure.
 */
public final class Jurisdiction {
  private final Function<String, Verdict> places;
  private final UnaryOperator<String> names;

  /** Whose an alert is. */
  public enum Verdict {
    /** 本地. */
    LOCAL("本地"),
    /** 外地: starts no clock. */
    ELSEWHERE("外地"),
    /** 待定. */
    UNDECIDED("待定");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    /** The name on screens. */
    public String label() {
      return label;
    }
  }

  /** Of an office without a configured area: everything is undecided. */
  public static final Jurisdiction NONE = new Jurisdiction(place -> Verdict.UNDECIDED);

  /**
   * By what single names say.
   *
   * @param places says of one place name whose it is
   */
  public Jurisdiction(Function<String, Verdict> places) {
    this(places, UnaryOperator.identity());
  }

  /**
   * By what single names say, with names that stand for others.
   *
   * @param places says of one place, by its proper name, whose it is
   * @param names gives the proper name (正名) of an alias (别名) or short form, and any other as it is
   */
  public Jurisdiction(Function<String, Verdict> places, UnaryOperator<String> names) {
    this.places = places;
    this.names = names;
  }

  /** The proper name of a place. */
  public String canonical(String place) {
    return names.apply(place);
  }

  /** Whose it is by all the places that posts name. */
  public Verdict judge(Collection<String> named) {
    boolean elsewhere = !named.isEmpty();
    for (String place : named) {
      Verdict verdict = places.apply(canonical(place));
      if (verdict == Verdict.LOCAL) {
        return verdict;
      }
      elsewhere &= verdict == Verdict.ELSEWHERE;
    }
    return elsewhere ? Verdict.ELSEWHERE : Verdict.UNDECIDED;
  }
}
