package org.qingting.search.lucene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Tone;

/**
 * An opinion as bytes and back, exactly. The first byte is the version of the layout; strings are
 * UTF-8, or UTF-16 where a lone surrogate has no UTF-8; numbers are Lucene's variable-length ones.
 */
final class OpinionCodec {
  private static final byte VERSION = 2;

  /** Without leads. */
  private static final byte FIRST_VERSION = 1;

  private OpinionCodec() {}

  static byte[] encode(Opinion opinion) throws IOException {
    Post post = opinion.post();
    Analysis analysis = opinion.analysis();
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    out.writeByte(VERSION);
    writeString(out, post.id());
    writeString(out, post.url());
    writeString(out, post.source());
    writeString(out, post.channel().id());
    writeInstant(out, post.publishedAt());
    writeInstant(out, post.fetchedAt());
    writeString(out, post.title());
    writeString(out, post.text());
    writeString(out, post.thread());
    writeString(out, post.repostOf());
    Engagement engagement = post.engagement();
    out.writeVLong(engagement.likes());
    out.writeVLong(engagement.comments());
    out.writeVLong(engagement.shares());
    out.writeVLong(engagement.views());
    writeString(out, analysis.words());
    out.writeByte((byte) (analysis.police() ? 1 : 0));
    writeStrings(out, analysis.mentions());
    writeString(out, analysis.tone().id());
    out.writeInt(Float.floatToIntBits(analysis.negative()));
    out.writeInt(Float.floatToIntBits(analysis.neutral()));
    out.writeInt(Float.floatToIntBits(analysis.positive()));
    writeStrings(out, analysis.themes());
    writeStrings(out, analysis.places());
    writeStrings(out, analysis.keywords());
    writeString(out, analysis.version());
    writeStrings(out, analysis.leads());
    writeString(out, opinion.incident());
    return out.toArrayCopy();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IOException when the bytes are damaged or of a newer version
   */
  static Opinion decode(BytesRef bytes) throws IOException {
    ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    try {
      byte version = in.readByte();
      if (version != VERSION && version != FIRST_VERSION) {
        throw new IOException(
            "the index holds an opinion in layout "
                + version
                + ", this program knows none beyond layout "
                + VERSION
                + ": use the version that wrote it, or index anew");
      }
      return new Opinion(readPost(in), readAnalysis(in, version), readString(in));
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
      throw new IOException("a stored opinion is damaged: restore the index from a backup", e);
    }
  }

  private static Post readPost(ByteArrayDataInput in) throws IOException {
    return new Post(
        readString(in),
        readString(in),
        readString(in),
        Channel.of(readString(in)),
        readInstant(in),
        readInstant(in),
        readString(in),
        readString(in),
        readString(in),
        readString(in),
        new Engagement(in.readVLong(), in.readVLong(), in.readVLong(), in.readVLong()));
  }

  private static Analysis readAnalysis(ByteArrayDataInput in, byte version) {
    return new Analysis(
        readString(in),
        in.readByte() != 0,
        readStrings(in),
        Tone.of(readString(in)),
        Float.intBitsToFloat(in.readInt()),
        Float.intBitsToFloat(in.readInt()),
        Float.intBitsToFloat(in.readInt()),
        readStrings(in),
        readStrings(in),
        readStrings(in),
        readString(in),
        version == FIRST_VERSION ? List.of() : readStrings(in));
  }

  private static void writeInstant(ByteBuffersDataOutput out, Instant instant) throws IOException {
    out.writeZLong(instant.getEpochSecond());
    out.writeVInt(instant.getNano());
  }

  private static Instant readInstant(ByteArrayDataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readZLong(), in.readVInt());
  }

  private static void writeStrings(ByteBuffersDataOutput out, List<String> strings)
      throws IOException {
    out.writeVInt(strings.size());
    for (String string : strings) {
      writeString(out, string);
    }
  }

  private static List<String> readStrings(ByteArrayDataInput in) {
    int size = in.readVInt();
    if (size < 0 || size > in.length() - in.getPosition()) {
      throw new IndexOutOfBoundsException("list of " + size);
    }
    String[] strings = new String[size];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = readString(in);
    }
    return List.of(strings);
  }

  private static void writeString(ByteBuffersDataOutput out, String string) throws IOException {
    boolean utf16 = hasLoneSurrogate(string);
    byte[] bytes = utf16 ? utf16(string) : string.getBytes(StandardCharsets.UTF_8);
    out.writeVLong(((long) bytes.length << 1) | (utf16 ? 1 : 0));
    out.writeBytes(bytes, 0, bytes.length);
  }

  private static String readString(ByteArrayDataInput in) {
    long header = in.readVLong();
    long length = header >>> 1;
    if (length < 0 || length > in.length() - in.getPosition()) {
      throw new IndexOutOfBoundsException("string of " + length + " bytes");
    }
    byte[] bytes = new byte[(int) length];
    in.readBytes(bytes, 0, bytes.length);
    return (header & 1) == 0 ? new String(bytes, StandardCharsets.UTF_8) : fromUtf16(bytes);
  }

  private static boolean hasLoneSurrogate(String string) {
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < string.length()
                && Character.isLowSurrogate(string.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  // String.getBytes(UTF_16BE) would replace what is malformed.
  private static byte[] utf16(String string) {
    byte[] bytes = new byte[Math.multiplyExact(string.length(), 2)];
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      bytes[2 * i] = (byte) (c >> 8);
      bytes[2 * i + 1] = (byte) c;
    }
    return bytes;
  }

  private static String fromUtf16(byte[] bytes) {
    char[] chars = new char[bytes.length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF));
    }
    return new String(chars);
  }
}
