package org.qingting.ingest.source;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A bounded set of 64-bit keys that forgets those not met for longest: two generations, of which
 * the older is dropped when the younger is full. It holds at least half and at most all of its
 * capacity of the last met keys. 16 bytes a key.
 */
final class RecentKeys {
  private int half;
  private Table young;
  private Table old;

  RecentKeys(int capacity) {
    resize(capacity);
    young = new Table();
    old = new Table();
  }

  /** Bounds the set anew; takes effect as keys are added. */
  void resize(int capacity) {
    half = Math.max(1, capacity / 2);
  }

  /** Whether the key was met recently; if so it is kept longer. */
  boolean contains(long key) {
    if (young.contains(key)) {
      return true;
    }
    if (old.contains(key)) {
      add(key);
      return true;
    }
    return false;
  }

  /** Adds a key; returns whether it is new. */
  boolean addIfNew(long key) {
    if (contains(key)) {
      return false;
    }
    add(key);
    return true;
  }

  private void add(long key) {
    if (young.size >= half) {
      old = young;
      young = new Table();
    }
    young.add(key);
  }

  int size() {
    return young.size + old.size;
  }

  void write(DataOutputStream out) throws IOException {
    young.write(out);
    old.write(out);
  }

  static RecentKeys read(DataInputStream in, int capacity) throws IOException {
    RecentKeys keys = new RecentKeys(capacity);
    keys.young = Table.read(in);
    keys.old = Table.read(in);
    return keys;
  }

  /** Open addressing; 0 marks a free slot, so the key 0 is kept as another. */
  private static final class Table {
    private static final long ZERO = 0x9E3779B97F4A7C15L;

    private long[] slots = new long[16];
    private int size;

    boolean contains(long key) {
      return slots[slot(key == 0 ? ZERO : key)] != 0;
    }

    void add(long key) {
      long kept = key == 0 ? ZERO : key;
      int slot = slot(kept);
      if (slots[slot] != 0) {
        return;
      }
      slots[slot] = kept;
      if (++size * 2 > slots.length) {
        long[] all = slots;
        slots = new long[all.length * 2];
        for (long each : all) {
          if (each != 0) {
            slots[slot(each)] = each;
          }
        }
      }
    }

    private int slot(long key) {
      long mixed = key * 0x9E3779B97F4A7C15L;
      int slot = (int) (mixed >>> 32) & (slots.length - 1);
      while (slots[slot] != 0 && slots[slot] != key) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }

    void write(DataOutputStream out) throws IOException {
      out.writeInt(size);
      for (long key : Arrays.stream(slots).filter(k -> k != 0).sorted().toArray()) {
        out.writeLong(key);
      }
    }

    static Table read(DataInputStream in) throws IOException {
      Table table = new Table();
      for (int i = in.readInt(); i > 0; i--) {
        table.add(in.readLong());
      }
      return table;
    }
  }
}
