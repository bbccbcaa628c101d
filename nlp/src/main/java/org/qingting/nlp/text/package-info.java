/**
 * One form for characters that mean the same, shared by analysis, training and evaluation:
 *
 * <pre>{@code
 * CleanText.of("<b>警</b>\u200B察ＡＢＣ")   // 警察abc
 * }</pre>
 */
package org.qingting.nlp.text;
