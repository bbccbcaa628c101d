package org.qingting.acceptance.cluster.job;

/**
 * How far a key has been counted.
 *
 * @param key the key
 * @param count numbers so far
 * @param sum of the numbers so far
 */
public record Result(long key, long count, long sum) {}
