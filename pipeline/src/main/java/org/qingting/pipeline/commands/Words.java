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
