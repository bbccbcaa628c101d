package org.qingting.pipeline.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.Document;
import org.qingting.search.elasticsearch.ElasticsearchDocuments;
import org.qingting.search.elasticsearch.ElasticsearchDocuments.Kept;

/**
 * The desk's store in Elasticsearch, for a cluster. It stands here because neither room may know
 * the other: the desk nothing of Elasticsearch, the search nothing of alerts.
 */
public final class ElasticsearchDeskStore implements DeskStore {
  private final ElasticsearchDocuments documents;

  /** A store that closes the documents with itself. */
  public ElasticsearchDeskStore(ElasticsearchDocuments documents) {
    this.documents = documents;
  }

  @Override
  public Optional<Document> get(String kind, String id) throws IOException {
    return documents.get(kind, id).map(ElasticsearchDeskStore::document);
  }

  @Override
  public boolean put(Document document) throws IOException {
    document.check();
    return documents.put(kept(document));
  }

  @Override
  public List<Boolean> putAll(List<Document> all) throws IOException {
    all.forEach(Document::check);
    List<Boolean> written = new ArrayList<>();
    for (Document document : all) {
      written.add(documents.put(kept(document)));
    }
    return written;
  }

  @Override
  public List<Document> newest(String kind, int limit) throws IOException {
    return documents.newest(kind, limit).stream().map(ElasticsearchDeskStore::document).toList();
  }

  @Override
  public List<Document> due(String kind, long until, int limit) throws IOException {
    return documents.due(kind, until, limit).stream()
        .map(ElasticsearchDeskStore::document)
        .toList();
  }

  private static Kept kept(Document document) {
    return new Kept(
        document.kind(),
        document.id(),
        document.version(),
        document.order(),
        document.due(),
        document.json());
  }

  private static Document document(Kept kept) {
    return new Document(
        kept.kind(), kept.id(), kept.version(), kept.order(), kept.due(), kept.json());
  }

  @Override
  public void close() throws IOException {
    documents.close();
  }
}
