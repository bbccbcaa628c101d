package org.qingting.pipeline.job;

import org.qingting.alerts.spikes.Observation;
import org.qingting.model.Series;

/**
 * One post as one series counts it.
 *
 * @param key {@link Series#id}: a string, since an enum's hash code differs between processes and
 *     must not decide where state lives
 * @param series the series
 * @param observation the post
 */
public record SeriesObservation(String key, Series series, Observation observation) {}
