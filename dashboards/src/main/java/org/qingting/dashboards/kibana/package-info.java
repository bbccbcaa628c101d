/**
 * Puts the dashboards of {@code dashboards/kibana} into a Kibana:
 *
 * <pre>{@code
 * KibanaSetup.Target target =
 *     new KibanaSetup.Target(
 *         "https://kibana.example:5601", "", "qingting", "ApiKey ...", caPem);
 * KibanaSetup.Done done = KibanaSetup.install(target);
 * }</pre>
 *
 * Doing it again writes the same objects over: what people changed in them is lost, copies that
 * they made are not touched.
 */
package org.qingting.dashboards.kibana;
