package org.qingting.alerts.channels;

/**
 * A headline of a media outlet: the only words of others that a message carries. One line, without
 * web addresses and control characters, shortened.
 *
 * @param outlet name of the outlet
 * @param title as published
 */
public record Headline(String outlet, String title) {
  public Headline {
    outlet = Plain.line(outlet, 30);
    title = Plain.line(title, 80);
  }
}
