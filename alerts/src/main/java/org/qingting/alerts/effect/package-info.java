/**
 * Whether a published statement was followed by less criticism than its wave would have shown
 * anyway, without clock, randomness or I/O.
 *
 * <pre>{@code
 * StatementCounts counts =
 *     StatementCounts.of(published, now, Duration.ofHours(1), hours)  // since the wave began
 *         .withVanished(new Vanished(400, 12))                        // 400 looked for, 12 gone
 *         .withRepeats(claimsAndCorrections)
 *         .withOtherStatements(others);
 * Effect effect = StatementEffect.of(counts, EffectSettings.DEFAULT);
 * effect.verdict();                  // EASED
 * effect.volume();                   // 0.48, 95 % interval 0.33 to 0.70: about half of what was
 *                                    // to be expected in the two days that followed
 * effect.share();                    // -0.15, -0.21 to -0.09: a smaller part is critical
 * effect.sentence(Locale.CHINESE);   // for the closing note
 * }</pre>
 *
 * <p>What is where: {@link org.qingting.alerts.effect.StatementEffect} says what is compared and
 * holds every doubt that forbids a verdict; {@code Timeline} puts the counts in order; {@code
 * Turning} finds where the wave turned; {@code Regression} fits counts, {@code Family} says whether
 * they are volumes or shares; {@code ClosingNote} has the words.
 *
 * <p>Literature: Wagner, Soumerai, Zhang and Ross-Degnan 2002 and Bernal, Cummins and Gasparrini
 * 2017 for segmented regression of interrupted time series; Zeger 1988 for counts with a latent
 * autocorrelated process; Newey and West 1987 for the alternative that was not taken.
 */
package org.qingting.alerts.effect;
