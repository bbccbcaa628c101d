package org.qingting.pipeline.kafka;

/**
 * A record on its way into Kafka. Public, since Flink has no serializer of its own for others.
 *
 * @param partition into which it goes
 * @param key what it is about
 * @param value JSON
 */
@SuppressWarnings("ArrayRecordComponent") // it is handed on and never compared
public record Outgoing(int partition, byte[] key, byte[] value) {}
