package org.qingting.nlp.incidents;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;

/** Counted words as bytes, in their order. */
final class Counts {

  private Counts() {}

  static void write(DataOutputStream out, Map<String, Integer> counts) throws IOException {
    out.writeShort(counts.size());
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue());
    }
  }

  static void read(DataInputStream in, Map<String, Integer> counts, int most) throws IOException {
    int size = in.readUnsignedShort();
    if (size > most) {
      throw new IOException(size + " words where at most " + most + " may be");
    }
    for (int i = 0; i < size; i++) {
      counts.put(in.readUTF(), in.readInt());
    }
  }
}
