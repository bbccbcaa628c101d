/**
 * Opinions in a Lucene index on the local disk: one writer, any number of readers in this or other
 * processes, no service to run.
 *
 * <pre>{@code
 * OpinionIndex index = new LuceneIndex(home.resolve("index"));   // no I/O yet
 * OpinionWriter writer = index.openWriter(checkpoint.commit());  // go on exactly from there
 * OpinionReader reader = index.openReader();                     // empty until the first commit
 * }</pre>
 *
 * <p>Text is indexed one unit per Han character, so that a typed word finds every place where it
 * stands, whatever a segmenter would have made of it ({@code Units}). A whole opinion is one stored
 * value ({@code OpinionCodec}); filters and counts work on keyword fields and doc values ({@code
 * OpinionFields}).
 */
package org.qingting.search.lucene;
