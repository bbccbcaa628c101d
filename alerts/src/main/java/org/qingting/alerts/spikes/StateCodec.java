package org.qingting.alerts.spikes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.qingting.model.Series;

/**
 * The stored form of a {@link SeriesState}. Version 1: a version byte, then numbers as variable
 * length integers (seven bits a byte, lowest first; never negative), texts as a length and modified
 * UTF-8, buckets as distances from the one before.
 */
final class StateCodec {
  private static final int VERSION = 1;
  private static final int MOST_BUCKETS = 20_000;
  private static final HexFormat HEX = HexFormat.of();

  private StateCodec() {}

  static byte[] encode(SeriesState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(state.series.kind().name());
      out.writeUTF(state.series.name());
      unsigned(out, state.bucketMillis);
      optional(out, state.first);
      optional(out, state.head);
      optional(out, state.watermark);
      optional(out, state.floor);
      out.writeBoolean(state.headPast);
      history(out, state.history);
      crowd(out, state.people);
      crowd(out, state.sources);
      evidence(out, state.evidence);
      episode(out, state.episode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static SeriesState decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "series state has format version "
                + version
                + " but this program reads version "
                + VERSION
                + ": start the newer program that wrote it");
      }
      Series series = new Series(kind(in.readUTF()), in.readUTF());
      long bucketMillis = unsigned(in);
      check(bucketMillis > 0, "bucket");
      SeriesState state = new SeriesState(series, bucketMillis);
      state.first = optional(in);
      state.head = optional(in);
      state.watermark = optional(in);
      state.floor = optional(in);
      state.headPast = in.readBoolean();
      history(in, state.history);
      crowd(in, state.people);
      crowd(in, state.sources);
      evidence(in, state.evidence);
      state.episode = episode(in);
      check(in.read() < 0, "end");
      return state;
    } catch (IOException e) {
      throw new IllegalArgumentException("series state is cut short or damaged", e);
    }
  }

  private static Series.Kind kind(String name) throws IOException {
    for (Series.Kind kind : Series.Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new IOException("implausible kind");
  }

  private static void history(DataOutputStream out, History history) throws IOException {
    unsigned(out, history.size());
    long previous = 0;
    for (int i = 0; i < history.size(); i++) {
      int reposts = history.repostsAt(i);
      // Two flags ride on the distance: an outbreak, and whether there are reposts at all.
      long distance = history.bucketAt(i) - previous;
      unsigned(out, distance << 2 | (history.waveAt(i) ? 2 : 0) | (reposts > 0 ? 1 : 0));
      unsigned(out, history.negativeAt(i));
      unsigned(out, history.policeAt(i));
      if (reposts > 0) {
        unsigned(out, reposts);
      }
      previous = history.bucketAt(i);
    }
  }

  private static void history(DataInputStream in, History history) throws IOException {
    long size = unsigned(in);
    check(size <= MOST_BUCKETS, "history");
    long bucket = 0;
    for (long i = 0; i < size; i++) {
      long head = unsigned(in);
      bucket += head >>> 2;
      check(i == 0 || head >>> 2 > 0, "history");
      long negative = unsigned(in);
      long police = unsigned(in);
      long reposts = (head & 1) != 0 ? unsigned(in) : 0;
      history.add(bucket, negative, police, reposts, (head & 2) != 0);
    }
  }

  private static void crowd(DataOutputStream out, Crowd crowd) throws IOException {
    unsigned(out, crowd.size());
    long newest = 0;
    for (int i = 0; i < crowd.size(); i++) {
      newest = Math.max(newest, crowd.lastAt(i));
    }
    unsigned(out, newest);
    for (int i = 0; i < crowd.size(); i++) {
      out.writeInt(crowd.whoAt(i));
      unsigned(out, newest - crowd.lastAt(i));
    }
  }

  private static void crowd(DataInputStream in, Crowd crowd) throws IOException {
    long size = unsigned(in);
    check(size <= 4096, "crowd");
    long newest = unsigned(in);
    for (long i = 0; i < size; i++) {
      int who = in.readInt();
      crowd.put(who, newest - unsigned(in), 4096, false);
    }
  }

  private static void evidence(DataOutputStream out, Evidence evidence) throws IOException {
    unsigned(out, evidence.pieces().size());
    for (Evidence.Piece piece : evidence.pieces()) {
      unsigned(out, piece.at());
      boolean hex = isHex(piece.post());
      out.writeBoolean(hex);
      if (hex) {
        out.write(HEX.parseHex(piece.post()));
      } else {
        out.writeUTF(piece.post());
      }
    }
  }

  private static void evidence(DataInputStream in, Evidence evidence) throws IOException {
    long size = unsigned(in);
    check(size <= Evidence.MOST, "evidence");
    for (long i = 0; i < size; i++) {
      long at = unsigned(in);
      if (in.readBoolean()) {
        byte[] id = new byte[16];
        in.readFully(id);
        evidence.add(at, HEX.formatHex(id));
      } else {
        evidence.add(at, in.readUTF());
      }
    }
  }

  private static boolean isHex(String id) {
    return id.length() == 32
        && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static void episode(DataOutputStream out, Episode episode) throws IOException {
    out.writeBoolean(episode != null);
    if (episode != null) {
      out.writeUTF(episode.id);
      unsigned(out, episode.onset);
      unsigned(out, episode.revision);
      unsigned(out, episode.stated);
      out.writeBoolean(episode.silent);
      unsigned(out, episode.lastHot);
    }
  }

  private static Episode episode(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    String id = in.readUTF();
    long onset = unsigned(in);
    int revision = (int) unsigned(in);
    long stated = unsigned(in);
    boolean silent = in.readBoolean();
    return new Episode(id, onset, revision, stated, silent, unsigned(in));
  }

  /** {@link SeriesState#NONE} as 0; anything else, which is never negative, plus one. */
  private static void optional(DataOutputStream out, long value) throws IOException {
    unsigned(out, value == SeriesState.NONE ? 0 : value + 1);
  }

  private static long optional(DataInputStream in) throws IOException {
    long value = unsigned(in);
    return value == 0 ? SeriesState.NONE : value - 1;
  }

  private static void unsigned(DataOutputStream out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.writeByte((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long unsigned(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = in.readByte();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("number too long");
  }

  private static void check(boolean holds, String what) throws IOException {
    if (!holds) {
      throw new IOException("implausible " + what);
    }
  }
}
