/**
 * Which backends an office uses: on one machine the embedded index and SQLite, or Elasticsearch and
 * SQLite; on a cluster Elasticsearch for both.
 *
 * <pre>{@code
 * Storage storage = Storage.of(paths.index(), paths.desk(), configuration);
 * MonitoringJob.build(env, source, storage.archive(), ...);
 * try (OpinionReader reader = storage.openReader(); DeskStore desk = storage.openDesk()) {
 *   ...
 * }
 * }</pre>
 */
package org.qingting.pipeline.storage;
