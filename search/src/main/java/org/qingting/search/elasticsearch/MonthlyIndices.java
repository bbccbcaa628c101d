package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch.indices.get_mapping.IndexMappingRecord;
import co.elastic.clients.json.JsonData;
import java.io.IOException;
import java.util.Map;

/** Makes indices from their templates, and finds those that were made without. Thread-safe. */
final class MonthlyIndices {
  /** Of the mappings; in {@code _meta} of every template. */
  static final int FORMAT = 1;

  private final Connection connection;

  MonthlyIndices(Connection connection) {
    this.connection = connection;
  }

  /**
   * Makes an index where there is none.
   *
   * @throws IOException when it has other mappings than the templates of this version give
   */
  void ensure(String name) throws IOException {
    boolean made = false;
    if (!exists(name)) {
      made = make(name);
    }
    if (format(name) != FORMAT) {
      if (made) {
        // Nothing is in it: it must not keep its mappings until somebody finds out.
        connection.ask(client -> client.indices().delete(d -> d.index(name)));
        throw new IOException(
            "the template of "
                + name
                + " is missing in Elasticsearch or of another version: run 'qingting setup"
                + " elasticsearch'");
      }
      throw new IOException(
          "the index "
              + name
              + " was made without the template of this version: move its documents elsewhere"
              + " (reindex), delete it, and run 'qingting setup elasticsearch'");
    }
  }

  private boolean exists(String name) throws IOException {
    return connection.ask(client -> client.indices().exists(e -> e.index(name)).value());
  }

  private boolean make(String name) throws IOException {
    try {
      connection.ask(client -> client.indices().create(c -> c.index(name)));
      return true;
    } catch (IOException e) {
      if (RefusedException.type(e).equals("resource_already_exists_exception")) {
        return false;
      }
      throw e;
    }
  }

  private long format(String name) throws IOException {
    Map<String, IndexMappingRecord> mappings =
        connection.ask(client -> client.indices().getMapping(m -> m.index(name)).result());
    IndexMappingRecord mapping = mappings.get(name);
    JsonData format = mapping == null ? null : mapping.mappings().meta().get("format");
    return format == null ? 0 : format.to(Long.class);
  }
}
