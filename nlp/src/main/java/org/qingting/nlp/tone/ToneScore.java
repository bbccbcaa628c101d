package org.qingting.nlp.tone;

import org.qingting.model.Tone;

/**
 * Probabilities of the three tones; they sum to 1.
 *
 * @param negative probability of {@link Tone#NEGATIVE}
 * @param neutral probability of {@link Tone#NEUTRAL}
 * @param positive probability of {@link Tone#POSITIVE}
 */
public record ToneScore(float negative, float neutral, float positive) {

  /** The most probable tone; of equals, the more cautious: neutral, then negative. */
  public Tone best() {
    if (neutral >= negative && neutral >= positive) {
      return Tone.NEUTRAL;
    }
    return polarity();
  }

  /** The two-class reading: negative or positive, whichever is more probable. */
  public Tone polarity() {
    return negative >= positive ? Tone.NEGATIVE : Tone.POSITIVE;
  }
}
