/**
 * Brings the job to a Flink session cluster, through Flink's REST API, without loss: a running job
 * is stopped with a savepoint and its successor starts from there; where none runs, the newest
 * checkpoint of the home is taken up.
 *
 * <pre>{@code
 * SessionCluster cluster = new SessionCluster(URI.create("http://127.0.0.1:8081"));
 * SessionCluster.Started started = cluster.submit(request, progress -> print(progress));
 * }</pre>
 */
package org.qingting.pipeline.submit;
