package org.qingting.search.lucene;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Words already separated by white space, for the index writer; reused from text to text. */
final class WordStream extends TokenStream {
  /** Longer ones are no words, and the index would refuse them. */
  static final int LONGEST_WORD = 100;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private String words = "";
  private int at;

  WordStream of(String newWords) {
    words = newWords;
    return this;
  }

  @Override
  public void reset() {
    at = 0;
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    while (at < words.length()) {
      int start = at;
      while (at < words.length() && words.charAt(at) > ' ') {
        at++;
      }
      int end = at++;
      if (end > start && end - start <= LONGEST_WORD) {
        term.append(words, start, end);
        return true;
      }
    }
    return false;
  }
}
