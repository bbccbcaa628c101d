/**
 * A real Flink cluster without containers: ZooKeeper, a JobManager that finds its jobs again there,
 * and TaskManagers with RocksDB, each a process of its own, as the compose file starts them.
 *
 * <pre>{@code
 * try (FlinkCluster cluster = FlinkCluster.start(work, 2)) {
 *   Program.run(home, "submit", "--flink", cluster.rest().toString(), "--config", file);
 *   cluster.killTaskManager(0);
 * }
 * }</pre>
 */
package org.qingting.acceptance.cluster;
