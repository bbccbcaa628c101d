package org.qingting.ingest.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A split as its id and its state; the state carries a version of its own. */
final class PostSplitSerializer implements SimpleVersionedSerializer<PostSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(PostSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(split.state().length + 64);
    write(split, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Override
  public PostSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("a split of version " + version + " is not known here");
    }
    return read(new DataInputStream(new ByteArrayInputStream(serialized)));
  }

  static void write(PostSplit split, DataOutputStream out) throws IOException {
    out.writeUTF(split.splitId());
    out.writeInt(split.state().length);
    out.write(split.state());
  }

  static PostSplit read(DataInputStream in) throws IOException {
    String id = in.readUTF();
    byte[] state = in.readNBytes(in.readInt());
    return new PostSplit(id, state);
  }
}
