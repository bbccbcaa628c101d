package org.qingting.ingest.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.fetch.Validators;

/** The state of a host's split as bytes: a version, then its sources one after the other. */
final class FrontierCodec {
  private static final int VERSION = 1;

  private FrontierCodec() {}

  static byte[] write(Collection<SourceFrontier> sources) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(VERSION);
    out.writeInt(sources.size());
    for (SourceFrontier source : sources) {
      write(source, out);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a state.
   *
   * @param share how many sources share the host's bounds from now on
   */
  static List<SourceFrontier> read(byte[] state, CrawlLimits limits, int share) throws IOException {
    List<SourceFrontier> sources = new ArrayList<>();
    if (state.length == 0) {
      return sources;
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(state));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          "the state of a host has version "
              + version
              + ", but this program reads version "
              + VERSION
              + ": start it with the program that wrote it, or a newer one");
    }
    for (int i = in.readInt(); i > 0; i--) {
      sources.add(readSource(in, limits, share));
    }
    return sources;
  }

  private static void write(SourceFrontier source, DataOutputStream out) throws IOException {
    out.writeUTF(source.id);
    out.writeLong(source.shape);
    out.writeLong(source.nextLook);
    out.writeLong(source.lookBegan);
    out.writeUTF(source.listPage);
    out.writeInt(source.listPages);
    out.writeBoolean(source.listDone);
    out.writeBoolean(source.listFailing);
    out.writeBoolean(source.backfilled);
    out.writeLong(source.polledThrough);
    out.writeInt(source.failures);
    out.writeLong(source.notBefore);
    out.writeUTF(source.validators.etag());
    out.writeUTF(source.validators.lastModified());
    out.writeInt(source.queue.size());
    for (Detail detail : source.queue) {
      out.writeUTF(detail.url());
      out.writeLong(detail.key());
      out.writeUTF(detail.page());
      out.writeInt(detail.pages());
      out.writeByte(detail.tries());
    }
    out.writeInt(source.marks.size());
    for (Map.Entry<Long, String> mark : source.marks.entrySet()) {
      out.writeLong(mark.getKey());
      out.writeUTF(mark.getValue());
    }
    source.details.write(out);
    source.posts.write(out);
  }

  private static SourceFrontier readSource(DataInputStream in, CrawlLimits limits, int share)
      throws IOException {
    String id = in.readUTF();
    long shape = in.readLong();
    long nextLook = in.readLong();
    long lookBegan = in.readLong();
    String listPage = in.readUTF();
    int listPages = in.readInt();
    boolean listDone = in.readBoolean();
    boolean listFailing = in.readBoolean();
    boolean backfilled = in.readBoolean();
    long polledThrough = in.readLong();
    int failures = in.readInt();
    long notBefore = in.readLong();
    Validators validators = new Validators(in.readUTF(), in.readUTF());
    List<Detail> queue = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      queue.add(new Detail(in.readUTF(), in.readLong(), in.readUTF(), in.readInt(), in.readByte()));
    }
    List<Map.Entry<Long, String>> marks = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      marks.add(Map.entry(in.readLong(), in.readUTF()));
    }
    int capacity = SourceFrontier.capacity(limits, share);
    SourceFrontier source =
        new SourceFrontier(
            id, shape, limits, share, RecentKeys.read(in, capacity), RecentKeys.read(in, capacity));
    source.nextLook = nextLook;
    source.lookBegan = lookBegan;
    source.listPage = listPage;
    source.listPages = listPages;
    source.listDone = listDone;
    source.listFailing = listFailing;
    source.backfilled = backfilled;
    source.polledThrough = polledThrough;
    source.failures = failures;
    source.notBefore = notBefore;
    source.validators = validators;
    queue.forEach(source::enqueue);
    marks.forEach(mark -> source.marks.put(mark.getKey(), mark.getValue()));
    return source;
  }
}
