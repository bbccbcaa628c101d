package org.qingting.alerts.notices;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What notices say, in Chinese. */
final class Words {
  private static final ResourceBundle WORDS =
      ResourceBundle.getBundle("org.qingting.alerts.notices.words");

  private Words() {}

  static String say(String key, Object... values) {
    return new MessageFormat(WORDS.getString(key), Locale.CHINESE).format(values);
  }

  /** The name of a kind of claim. */
  static String claim(String category) {
    String key = "claim." + category;
    return WORDS.containsKey(key) ? WORDS.getString(key) : category;
  }
}
