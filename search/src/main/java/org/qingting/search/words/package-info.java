/**
 * What a typed word is and where it stands, alike for every index.
 *
 * <pre>{@code
 * TypedWords words = TypedWords.parse("派出所 \"态度 恶劣\" -辟谣");
 * List<Hit.Highlight> marks = new Highlighter(words).highlights(post.fullText());
 * }</pre>
 */
package org.qingting.search.words;
