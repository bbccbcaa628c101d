/**
 * What sort of thing a critical post is, so that it reaches the right desk:
 *
 * <pre>{@code
 * PostKinds kinds = PostKinds.standard();
 * Optional<PostKind> kind = kinds.of(post.fullText());       // empty where nothing tells
 * Map<PostKind, Set<String>> why = kinds.cues(post.fullText());
 * }</pre>
 *
 * <p>Cues of a lexicon are added up: a hint for a person who reads, never a verdict.
 */
package org.qingting.nlp.kinds;
