/**
 * Joins posts about the same matter. One clusterer holds the open clusters of one place:
 *
 * <pre>{@code
 * IncidentClusterer clusterer = stored == null
 *     ? IncidentClusterer.empty() : IncidentClusterer.decode(stored);
 * Optional<Incident> incident =
 *     clusterer.assign(post.eventTime(), place, analysis.themes(), analysis.keywords(), post.id());
 * stored = clusterer.encode();
 * }</pre>
 *
 * <p>The first post of a matter stays single, since nothing tells yet that it is one; with the
 * second the incident is there, its id fixed from the first post. So the first post's own opinion
 * may have been indexed without an incident.
 */
package org.qingting.nlp.incidents;
