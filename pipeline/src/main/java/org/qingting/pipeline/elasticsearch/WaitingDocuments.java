package org.qingting.pipeline.elasticsearch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.qingting.search.elasticsearch.BulkDocument;

/** Writes and reads the documents that wait, for checkpoints. */
final class WaitingDocuments extends AsyncSinkWriterStateSerializer<BulkDocument> {
  private static final int VERSION = 1;

  @Override
  protected void serializeRequestToStream(BulkDocument document, DataOutputStream out)
      throws IOException {
    write(out, document.index());
    write(out, document.id());
    out.writeLong(document.version());
    write(out, document.body());
  }

  @Override
  protected BulkDocument deserializeRequestFromStream(long size, DataInputStream in)
      throws IOException {
    return new BulkDocument(read(in), read(in), in.readLong(), read(in));
  }

  /** Longer than {@link DataOutputStream#writeUTF} can write. */
  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  @Override
  public int getVersion() {
    return VERSION;
  }
}
