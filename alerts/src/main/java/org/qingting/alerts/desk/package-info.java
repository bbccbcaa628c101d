/**
 * The alert desk: takes what the job states, keeps it, and shows it.
 *
 * <pre>{@code
 * try (AlertDesk desk = new AlertDesk(SqliteDeskStore.open(home.resolve("desk.db")))) {
 *   boolean isNew = desk.accept(alert, List.of("出警", "拖延"), now); // again: false, no change
 *   desk.accept(statuses);                                         // how the sources are doing
 *   List<Episode> newest = desk.alerts(20, false);
 * }
 * }</pre>
 *
 * <p>An alert with all that happened to it is one document, and a change of it one compare-and-set
 * in a {@link org.qingting.alerts.desk.DeskStore}. Nothing in it quotes a post.
 */
package org.qingting.alerts.desk;
