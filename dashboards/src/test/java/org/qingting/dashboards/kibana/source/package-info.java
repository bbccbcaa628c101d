/**
 * Makes Kibana's saved objects of what people write: {@code dashboards/kibana/source} says which
 * panels there are, {@link org.qingting.dashboards.kibana.source.KibanaSource} knows how Kibana
 * keeps them. The result, {@code dashboards/kibana/qingting.ndjson}, is in the repository, so that
 * it can be imported by hand and seen in a change; {@code GeneratedObjectsTest} holds both together
 * and writes it anew when asked:
 *
 * <pre>{@code
 * mvn test -pl dashboards -am -Dtest=GeneratedObjectsTest \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dqingting.kibana.write=true
 * }</pre>
 */
package org.qingting.dashboards.kibana.source;
