package org.qingting.alerts.leads;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The stored form of a {@link LeadGate}. Version 1: a version byte, then big-endian numbers and
 * modified UTF-8 texts, each list with its length before it.
 */
final class GateCodec {
  private static final int VERSION = 1;

  private GateCodec() {}

  static byte[] encode(LeadGate gate) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(gate.heldBack);
      out.writeShort(gate.matters.size());
      for (Matter matter : gate.matters) {
        out.writeUTF(matter.id);
        out.writeUTF(matter.place);
        out.writeUTF(matter.incident);
        out.writeLong(matter.at);
        out.writeLong(matter.said);
        out.writeInt(matter.revision);
        out.writeLong(matter.count);
        out.writeLong(matter.stated);
        out.writeLong(matter.heldBack);
        out.writeBoolean(matter.owed);
        texts(out, matter.categories);
        texts(out, matter.shown);
        out.writeShort(matter.apart.size());
        for (int post : matter.apart) {
          out.writeInt(post);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static LeadGate decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "the state of leads has format version "
                + version
                + " but this program reads version "
                + VERSION
                + ": start the newer program that wrote it");
      }
      long heldBack = in.readLong();
      int size = size(in, LeadGate.MOST_MATTERS);
      List<Matter> matters = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        matters.add(matter(in));
      }
      if (in.read() >= 0) {
        throw new IOException("more than expected");
      }
      return new LeadGate(matters, heldBack);
    } catch (IOException e) {
      throw new IllegalArgumentException("the state of leads is cut short or damaged", e);
    }
  }

  private static Matter matter(DataInputStream in) throws IOException {
    String id = in.readUTF();
    String place = in.readUTF();
    Matter matter = new Matter(id, place, in.readUTF(), in.readLong());
    matter.said = in.readLong();
    matter.revision = in.readInt();
    matter.count = in.readLong();
    matter.stated = in.readLong();
    matter.heldBack = in.readLong();
    matter.owed = in.readBoolean();
    texts(in, matter.categories);
    texts(in, matter.shown);
    int apart = size(in, Matter.MOST_TOLD_APART);
    for (int i = 0; i < apart; i++) {
      matter.apart.add(in.readInt());
    }
    return matter;
  }

  private static void texts(DataOutputStream out, Collection<String> texts) throws IOException {
    out.writeShort(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static void texts(DataInputStream in, Collection<String> texts) throws IOException {
    int size = size(in, 100);
    for (int i = 0; i < size; i++) {
      texts.add(in.readUTF());
    }
  }

  private static int size(DataInputStream in, int most) throws IOException {
    int size = in.readUnsignedShort();
    if (size > most) {
      throw new IOException("implausible size");
    }
    return size;
  }
}
