package org.qingting.dashboards.effect;

import java.time.Instant;
import java.util.List;
import org.qingting.model.Series;

/**
 * A statement and what it is about.
 *
 * @param series whose posts are counted
 * @param touched all series of the case: what is in none of them is what it is compared with
 * @param onset since when it rises
 * @param published when the statement was out
 * @param statement its text
 * @param claims what told most before it
 * @param words that stood out in the wave
 * @param others when other statements on the same matter were out
 */
record Matter(
    Series series,
    List<Series> touched,
    Instant onset,
    Instant published,
    String statement,
    List<Echoes.Wording> claims,
    List<String> words,
    List<Instant> others) {}
