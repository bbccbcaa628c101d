/**
 * Tells people what is to be told: what is pending in cases and notices goes through the channels.
 *
 * <pre>{@code
 * try (Dispatcher dispatcher =
 *     new Dispatcher(casebook, notices, channels, direct, headlines, links, clock)) {
 *   dispatcher.start();
 *   ...
 * }
 * }</pre>
 */
package org.qingting.alerts.dispatch;
