package org.qingting.alerts.spikes;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link StateWriter} wrote; anything implausible is an {@link
 * IllegalArgumentException}.
 */
final class StateReader {
  private final String what;
  private final ByteBuffer in;

  /**
   * @param what what is read, for messages
   */
  StateReader(String what, byte[] bytes) {
    this.what = what;
    this.in = ByteBuffer.wrap(bytes);
  }

  /** Checks the leading version. */
  void version(int expected) {
    version(expected, expected);
  }

  /** Checks the leading version, and tells which of several it is. */
  int version(int oldest, int newest) {
    long version = number();
    if (version < oldest || version > newest) {
      throw new IllegalArgumentException(
          what
              + " has format version "
              + version
              + " but this program reads version "
              + newest
              + ": start the program that wrote it");
    }
    return (int) version;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  /** A number from 0 to {@code most}. */
  int size(int most) {
    long value = number();
    check(value >= 0 && value <= most);
    return (int) value;
  }

  long optional() {
    long value = number();
    return value == 0 ? Long.MIN_VALUE : value - 1;
  }

  boolean flag() {
    byte value = next();
    check(value == 0 || value == 1);
    return value == 1;
  }

  int hash() {
    return ByteBuffer.wrap(bytes(4)).getInt();
  }

  double real() {
    return ByteBuffer.wrap(bytes(8)).getDouble();
  }

  float shortReal() {
    return Float.intBitsToFloat(hash());
  }

  String text() {
    return new String(bytes(size(1 << 16)), StandardCharsets.UTF_8);
  }

  byte[] bytes(int length) {
    byte[] value = new byte[length];
    try {
      in.get(value);
    } catch (BufferUnderflowException e) {
      throw damaged();
    }
    return value;
  }

  int unsignedByte() {
    return next() & 0xff;
  }

  void check(boolean holds) {
    if (!holds) {
      throw damaged();
    }
  }

  void end() {
    check(!in.hasRemaining());
  }

  private byte next() {
    check(in.hasRemaining());
    return in.get();
  }

  private IllegalArgumentException damaged() {
    return new IllegalArgumentException(what + " is cut short or damaged");
  }
}
