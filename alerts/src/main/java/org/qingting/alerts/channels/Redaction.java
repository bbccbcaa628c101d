package org.qingting.alerts.channels;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes secrets out of what a service answers before it reaches a log or a person. */
final class Redaction {
  private static final int SHORTEST = 4;
  private static final int SHORTEST_PART = 12;
  private static final int LONGEST_REASON = 200;

  private final List<String> hidden;

  Redaction(List<Secret> secrets) {
    Set<String> forms = new HashSet<>();
    for (Secret secret : secrets) {
      String text = secret.reveal();
      add(forms, text);
      if (text.contains("://")) {
        // A service may quote a part alone; short ones are its own words, such as webhook.
        for (String part : text.split("[/?&=]")) {
          if (part.length() >= SHORTEST_PART) {
            add(forms, part);
          }
        }
        add(forms, text.substring(text.indexOf("://") + 3));
      }
    }
    hidden = forms.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static void add(Set<String> forms, String text) {
    if (text.length() >= SHORTEST) {
      forms.add(text);
      forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
      forms.add(Base64.getEncoder().encodeToString(Utf8.bytes(text)));
      try {
        forms.add(URLDecoder.decode(text, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        // Not percent-encoded, so there is no other form.
      }
    }
  }

  /** One short line without any secret. */
  String of(String text) {
    String safe = text;
    for (String secret : hidden) {
      safe = safe.replace(secret, "***");
    }
    return Plain.line(safe, LONGEST_REASON);
  }
}
