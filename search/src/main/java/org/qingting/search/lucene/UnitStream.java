package org.qingting.search.lucene;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.qingting.search.words.Units;

/** {@link Units} of a text for the index writer; reused from text to text. */
final class UnitStream extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute position =
      addAttribute(PositionIncrementAttribute.class);
  private final Units units = new Units();
  private String text = "";

  UnitStream of(String newText) {
    text = newText;
    return this;
  }

  @Override
  public void reset() {
    units.reset(text);
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    if (!units.next()) {
      return false;
    }
    term.copyBuffer(units.chars(), 0, units.length());
    position.setPositionIncrement(units.step());
    return true;
  }
}
