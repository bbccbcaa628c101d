package org.qingting.alerts.channels;

import org.qingting.alerts.policy.Level;

/**
 * What a channel sends: one {@link Notification}, or a {@link Digest} of many. Neither has a place
 * for what a private person wrote, nor for a link to it.
 */
public sealed interface Message permits Notification, Digest {

  /** Key by which a receiver can tell a repeated delivery; printable ASCII, 1 to 100 characters. */
  String id();

  /** The gravest level it speaks of. */
  Level level();

  /** Who is to be @-mentioned. */
  Mentions mentions();

  /** Whether it must not wait for a better moment. */
  boolean isUrgent();
}
