package org.qingting.search;

/**
 * A word that stands out.
 *
 * @param word the word
 * @param foreground in how many foreground posts it occurs
 * @param background in how many background posts it occurs
 * @param score log-likelihood ratio
 */
public record WordScore(String word, long foreground, long background, double score) {}
