package org.qingting.pipeline.commands;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.qingting.model.Alert;

/** What the terminal says, in Chinese or English. */
final class Words {
  /** Language of the terminal. */
  enum Language {
    zh,
    en
  }

  private static final double YEAR_DAYS = 365.25;
  private static final double DECADE_DAYS = 10 * YEAR_DAYS;

  private final ResourceBundle bundle;
  private final Locale locale;

  Words(Language language) {
    this.locale = Locale.forLanguageTag(language.name());
    this.bundle =
        ResourceBundle.getBundle(
            "org.qingting.pipeline.commands.words",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  String say(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  /** Where an alert stands. */
  String phase(Alert.Phase phase) {
    return say("phase." + phase.name().toLowerCase(Locale.ROOT));
  }

  /** How rare such a rise is by chance alone; {@code ""} where that is not known. */
  String rare(double everyDays) {
    if (!(everyDays > 0)) {
      return "";
    }
    if (everyDays >= DECADE_DAYS) {
      return say("rare.decade");
    }
    if (everyDays >= YEAR_DAYS) {
      return say("rare.years", Math.round(everyDays / YEAR_DAYS));
    }
    if (Math.round(everyDays) >= 1) {
      return say("rare.days", Math.round(everyDays));
    }
    return say("rare.aDay", Math.round(1 / everyDays));
  }

  /** Which test found an alert. */
  String trigger(Alert.Trigger trigger) {
    return say("trigger." + trigger.name().toLowerCase(Locale.ROOT));
  }

  String theme(String id) {
    try {
      return bundle.getString("theme." + id);
    } catch (MissingResourceException e) {
      return id;
    }
  }
}
