package org.qingting.ingest.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;

final class EnumeratorStateSerializer implements SimpleVersionedSerializer<EnumeratorState> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(EnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(state.assigned().size());
    for (String id : state.assigned()) {
      out.writeUTF(id);
    }
    out.writeInt(state.waiting().size());
    for (PostSplit split : state.waiting()) {
      PostSplitSerializer.write(split, out);
    }
    return bytes.toByteArray();
  }

  @Override
  public EnumeratorState deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("an enumerator state of version " + version + " is not known here");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    TreeSet<String> assigned = new TreeSet<>();
    for (int i = in.readInt(); i > 0; i--) {
      assigned.add(in.readUTF());
    }
    List<PostSplit> waiting = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      waiting.add(PostSplitSerializer.read(in));
    }
    return new EnumeratorState(assigned, waiting);
  }
}
