/**
 * Notification channels (推送方式): how a press office is told.
 *
 * <pre>{@code
 * Channels channels = Channels.open(settings, publicUrl, System::getenv, clock, random::nextDouble);
 * Grouping grouping = new Grouping(clock);                   // one a channel
 * Optional<Grouping.Due> due = grouping.add(notification);   // and grouping.due() every second
 * Outcome outcome = channels.named("值班群").orElseThrow().send(due.get().message(), failures);
 * }</pre>
 *
 * <p>A {@link org.qingting.alerts.channels.Channel} tries once and says what became of it; whoever
 * calls it keeps what is not yet delivered. Secrets are {@link org.qingting.alerts.channels.Secret}
 * references in {@link org.qingting.alerts.channels.ChannelSettings} and appear in no log, message
 * or exception. A {@link org.qingting.alerts.channels.Message} has no place for a private person's
 * words. Times come from a clock that is passed in.
 */
package org.qingting.alerts.channels;
