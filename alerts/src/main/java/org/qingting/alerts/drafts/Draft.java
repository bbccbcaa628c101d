package org.qingting.alerts.drafts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something to begin a statement with; every fact in it is a blank that a person fills in.
 *
 * @param kind what it is for
 * @param name what it is, such as 情况通报（部分属实）
 * @param title of the statement; may have blanks too
 * @param body with blanks as {@code 【待填：……】}
 * @param blanks of title and body, in their order
 */
public record Draft(Kind kind, String name, String title, String body, List<Blank> blanks) {

  // Loose on purpose: a blank that somebody began to edit is still one, whatever its punctuation.
  private static final Pattern BLANK =
      Pattern.compile("[【\\[〔［]\\s*待\\s*填\\s*[：:]?([^】\\]〕］\\n]*)(?:[】\\]〕］]|(?=\\n)|$)");
  private static final Pattern HINT = Pattern.compile("[（，](预警显示：?[^）]*)）?$");

  /** What a draft is for. */
  public enum Kind {
    /** 情况通报: what happened and what is done about it. For publication, once filled in. */
    NOTICE,
    /** 警方提示: advice. For publication, once filled in. */
    TIPS,
    /** 答问口径: what people ask, answers left blank. Internal. */
    QUESTIONS
  }

  /**
   * A fact that has to be verified and filled in.
   *
   * @param name what belongs there
   * @param hint what the alert shows, which is no verified fact; {@code ""} for none
   */
  public record Blank(String name, String hint) {}

  static Draft of(Kind kind, String name, String title, String body) {
    return new Draft(kind, name, title, body, unfilled(title + "\n" + body));
  }

  public Draft {
    blanks = List.copyOf(blanks);
  }

  /** The blanks that a text still has, in their order; none where it may be reviewed. */
  public static List<Blank> unfilled(String text) {
    List<Blank> blanks = new ArrayList<>();
    Matcher matcher = BLANK.matcher(text);
    while (matcher.find()) {
      String inner = matcher.group(1).strip();
      Matcher hint = HINT.matcher(inner);
      blanks.add(
          hint.find()
              ? new Blank(inner.substring(0, hint.start()), hint.group(1))
              : new Blank(inner, ""));
    }
    return blanks;
  }
}
