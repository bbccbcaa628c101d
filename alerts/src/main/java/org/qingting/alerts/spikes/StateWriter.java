package org.qingting.alerts.spikes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes stored states: numbers as variable length integers (seven bits a byte, lowest first;
 * negative ones take ten bytes), texts as a length and UTF-8.
 */
final class StateWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  StateWriter number(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  /** A number that may be MIN_VALUE for none, else is never negative. */
  StateWriter optional(long value) {
    return number(value == Long.MIN_VALUE ? 0 : value + 1);
  }

  StateWriter flag(boolean value) {
    out.write(value ? 1 : 0);
    return this;
  }

  StateWriter hash(int value) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    return this;
  }

  StateWriter real(double value) {
    out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
    return this;
  }

  StateWriter real(float value) {
    return hash(Float.floatToIntBits(value));
  }

  StateWriter text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  StateWriter bytes(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
