package org.qingting.search.elasticsearch;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.qingting.model.Opinion;
import org.qingting.search.OpinionReader;

/**
 * Opinions in Elasticsearch 8.19 or 9: one index a month behind an alias, and beside each a view
 * without text for dashboards. Writing the same opinion again replaces it. Thread-safe.
 */
public final class ElasticsearchIndex implements Closeable {
  private final ElasticsearchSettings settings;
  private final Names names;
  private final Connection connection;
  private final ElasticsearchBulk bulk;

  /** A document that the server will never take, and why. */
  public record Rejected(Opinion opinion, String reason) {}

  /** Connects with the first question, not before. */
  public ElasticsearchIndex(ElasticsearchSettings settings) {
    this.settings = settings;
    this.names = new Names(settings.prefix());
    this.connection = new Connection(settings);
    this.bulk = new ElasticsearchBulk(settings);
  }

  /**
   * Puts the templates in place and makes the indices of this month; doing it again changes
   * nothing.
   *
   * @return the aliases behind which everything is found
   * @throws IOException when the server cannot be reached, refuses, or is of a version that was
   *     never tried
   */
  public List<String> setUp(Instant now) throws IOException {
    new ServerVersion(connection).check();
    List<String> aliases = new Templates(connection, names).put();
    MonthlyIndices indices = new MonthlyIndices(connection);
    for (String name : List.of(Names.OPINIONS, Names.VIEW_OPINIONS, Names.VIEW_FETCHES)) {
      indices.ensure(names.month(name, now));
    }
    for (String name :
        List.of(Names.VIEW_ALERTS, Names.VIEW_STATEMENTS, Names.VIEW_INCIDENTS, Names.REJECTED)) {
      indices.ensure(names.only(name));
    }
    return aliases;
  }

  /**
   * Looks whether everything is in place to work with.
   *
   * @throws IOException saying what is not: unreachable, a wrong password, a version that was never
   *     tried, no set-up
   */
  public void check() throws IOException {
    new ServerVersion(connection).check();
    String alias = names.alias(Names.OPINIONS);
    boolean there =
        connection.ask(client -> client.indices().existsAlias(a -> a.name(alias)).value());
    if (!there) {
      throw new IOException(
          "Elasticsearch is not set up for Qingting (there is no "
              + alias
              + "): run 'qingting setup elasticsearch' first");
    }
  }

  /**
   * Makes the roles for those who read and for the programs that write.
   *
   * @return their names; none where the server's security is off
   */
  public List<String> setUpRoles() throws IOException {
    return new Roles(connection, names).put();
  }

  /**
   * What an opinion is kept as: the whole, and what dashboards see of it.
   *
   * @throws IllegalArgumentException when the opinion lacks what it must have
   */
  public static List<BulkDocument> documents(Opinion opinion, String prefix) throws IOException {
    return documents(opinion, "", prefix);
  }

  /**
   * The same of an import.
   *
   * @param batch id of the import, by which {@link #kept} finds it; {@code ""} for none
   */
  public static List<BulkDocument> documents(Opinion opinion, String batch, String prefix)
      throws IOException {
    Names names = new Names(prefix);
    Instant time = opinion.post().eventTime();
    String id = opinion.post().id();
    List<BulkDocument> documents = new ArrayList<>(2);
    OpinionDocument document = new OpinionDocument(opinion, batch);
    documents.add(BulkDocument.of(names.month(Names.OPINIONS, time), id, document.json()));
    documents.add(BulkDocument.of(names.month(Names.VIEW_OPINIONS, time), id, document.view()));
    for (String name : List.of(Names.OPINIONS, Names.VIEW_OPINIONS)) {
      String before = names.monthBefore(name, time);
      if (!before.isEmpty()) {
        documents.add(BulkDocument.none(before, id));
      }
    }
    return documents;
  }

  /**
   * Keeps opinions; durable once it returns, visible within a second.
   *
   * @return those that the server will never take
   * @throws IOException when some could not be written now: write all of them again
   */
  public List<Rejected> store(List<Opinion> opinions) throws IOException {
    List<BulkDocument> documents = new ArrayList<>();
    List<Opinion> owners = new ArrayList<>();
    for (Opinion opinion : opinions) {
      for (BulkDocument document : documents(opinion, settings.prefix())) {
        documents.add(document);
        owners.add(opinion);
      }
    }
    List<ElasticsearchBulk.Answer> answers = bulk.write(documents).join();
    List<Rejected> rejected = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      ElasticsearchBulk.Answer answer = answers.get(i);
      if (answer.fate() == ElasticsearchBulk.Fate.AGAIN) {
        throw new IOException("Elasticsearch takes nothing now, write again: " + answer.reason());
      }
      if (answer.fate() == ElasticsearchBulk.Fate.NEVER) {
        rejected.add(new Rejected(owners.get(i), answer.reason()));
      }
    }
    return rejected;
  }

  /** How many opinions of an import are in the index by now, a second of delay included. */
  public long kept(String batch) throws IOException {
    return connection.ask(
        client ->
            client
                .count(
                    c ->
                        c.index(names.pattern(Names.OPINIONS))
                            .ignoreUnavailable(true)
                            .query(q -> q.term(t -> t.field("batch").value(batch))))
                .count());
  }

  /** Finds what was kept; the reader has a connection of its own. */
  public OpinionReader openReader() {
    return new ElasticsearchReader(new Connection(settings), names.pattern(Names.OPINIONS));
  }

  @Override
  public void close() throws IOException {
    try (bulk) {
      connection.close();
    }
  }
}
