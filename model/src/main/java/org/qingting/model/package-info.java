/**
 * The records that flow through the house, in the order in which a post meets them:
 *
 * <pre>{@code
 * Post post = ...;                      // one public post, masked, without its author
 * Arrival arrival = Arrival.of(post, person, "");   // what the source hands the job
 * Analysis analysis = analyzer.analyze(post.fullText());
 * Opinion opinion = new Opinion(post, analysis, incidentId);   // what the index keeps
 * Alert alert = ...;                    // what the detector states about a series of opinions
 * }</pre>
 *
 * <p>All records are immutable values without a null component: an absent text is {@code ""}, an
 * absent list is empty. They are public and top-level because Flink then serialises them natively
 * and lets a stored state grow a component; a new component must accept 0 or null in the canonical
 * constructor, since that is what an older snapshot brings.
 *
 * <p>No record here but {@link org.qingting.model.Arrival} carries anything about who wrote a post.
 */
package org.qingting.model;
