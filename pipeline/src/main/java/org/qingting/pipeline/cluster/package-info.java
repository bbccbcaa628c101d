/**
 * An office on a cluster: the job's entry class there, and the process with console and desk.
 *
 * <pre>{@code
 * ClusterJob.main(new String[] {"--config", file, "--home", folder});   // by Flink
 *
 * try (ClusterOffice office = ClusterOffice.open(paths, configuration)) {
 *   Console.start(settings, office.reader(), office.desk(), office.access());
 *   office.round(now);                                  // every few seconds
 * }
 * }</pre>
 */
package org.qingting.pipeline.cluster;
