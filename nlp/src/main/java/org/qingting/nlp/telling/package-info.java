/**
 * The few posts that tell most of many:
 *
 * <pre>{@code
 * List<Opinion> shown = TellingPosts.of(opinions, 5);   // varied, the most negative first
 * }</pre>
 */
package org.qingting.nlp.telling;
