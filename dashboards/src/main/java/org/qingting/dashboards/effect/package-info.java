/**
 * Did a statement work? Counts what the index keeps around it for {@link
 * org.qingting.alerts.effect.StatementEffect}, and puts the answer into words and a curve.
 *
 * <pre>{@code
 * StatementEffects effects = new StatementEffects(desk);
 * effects.of(reader, casebook.get(id).orElseThrow(), now).ifPresent(view -> view.chinese());
 * }</pre>
 *
 * <p>What is where: {@code Counting} asks the index (and says what is critical), {@code Matter} is
 * what it asks about, {@code Echoes} tells who repeats the claim and who the correction.
 */
package org.qingting.dashboards.effect;
