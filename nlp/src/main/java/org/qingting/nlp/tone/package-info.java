/**
 * The tone of a post, by a linear model on hashed characters:
 *
 * <pre>{@code
 * ToneScore score = ToneModel.standard().score(CleanText.of("窗口的民警真耐心，点赞👍"));
 * score.best();       // POSITIVE
 * score.positive();   // its probability
 * }</pre>
 *
 * <p>What it was trained on, how well it does and where it fails is in {@code MODEL_CARD.md} beside
 * the weights.
 */
package org.qingting.nlp.tone;
