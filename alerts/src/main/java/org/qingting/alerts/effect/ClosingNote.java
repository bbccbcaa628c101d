package org.qingting.alerts.effect;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.qingting.alerts.effect.Effect.Echo;
import org.qingting.alerts.effect.Effect.Interval;
import org.qingting.alerts.effect.Effect.Verdict;

/** The sentence for the closing note: what was seen after the statement, never what caused it. */
record ClosingNote(ResourceBundle words, Locale locale) {
  static ClosingNote in(Locale asked) {
    Locale locale =
        asked.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? Locale.ENGLISH : Locale.CHINESE;
    return new ClosingNote(
        ResourceBundle.getBundle(
            "org.qingting.alerts.effect.closing",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
        locale);
  }

  String sentence(Effect effect) {
    StringBuilder note = new StringBuilder(verdict(effect));
    if (effect.volume().isPresent() && effect.verdict() != Verdict.CANNOT_TELL) {
      note.append(volume(effect, effect.volume().get()));
      effect.share().ifPresent(share -> note.append(share(share)));
    }
    if (effect.before().isPresent() && effect.after().isPresent()) {
      Echo before = effect.before().get();
      Echo after = effect.after().get();
      note.append(
          say("echo", before.claim(), before.correction(), after.claim(), after.correction()));
    }
    note.append(
        effect
            .settledAfter()
            .map(time -> say("settled", time.toMinutes() / 60.0))
            .orElseGet(() -> say("open")));
    if (!effect.vanishedLookedFor()) {
      note.append(say("unchecked"));
    }
    return note.append(say("caution")).toString().strip();
  }

  private String verdict(Effect effect) {
    String reasons =
        effect.reasons().stream()
            .map(reason -> say("reason." + reason))
            .collect(Collectors.joining(say("and")));
    return say("verdict." + effect.verdict(), reasons);
  }

  private String volume(Effect effect, Interval volume) {
    return say(
        "volume",
        effect.lookedAt().toMinutes() / 60.0,
        effect.criticalAfter(),
        Math.round(effect.expectedAfter()),
        volume.estimate() - 1,
        volume.lower() - 1,
        volume.upper() - 1);
  }

  private String share(Interval share) {
    return say("share", 100 * share.estimate(), 100 * share.lower(), 100 * share.upper());
  }

  private String say(String key, Object... values) {
    return new MessageFormat(words.getString(key), locale).format(values);
  }
}
