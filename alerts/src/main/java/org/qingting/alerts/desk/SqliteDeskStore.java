package org.qingting.alerts.desk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The desk's store in one SQLite file: write-ahead log, every document synced to disk before {@link
 * #put} returns. Several threads and several processes of one machine may use the file at a time; a
 * writer waits up to ten seconds for another.
 */
public final class SqliteDeskStore implements DeskStore {
  private static final int SCHEMA = 2;

  /** "QTds": marks the file as a desk's. */
  private static final int APPLICATION = 0x51546473;

  private static final int BUSY_MILLIS = 10_000;
  private static final int OPENING_TRIES = 200;
  private static final String SELECT = "SELECT kind, id, version, ord, due, json FROM document";

  private final Connection connection;
  private final Path file;

  private SqliteDeskStore(Connection connection, Path file) {
    this.connection = connection;
    this.file = file;
  }

  /**
   * Opens the store, and makes it where there is none.
   *
   * @throws IOException if the file is none of ours, of a newer version, damaged or cannot be
   *     written; the message says what to do
   */
  public static SqliteDeskStore open(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    if (absolute.getParent() != null) {
      Files.createDirectories(absolute.getParent());
    }
    if (Files.isDirectory(absolute)) {
      throw new IOException("the desk's store " + absolute + " is a folder, not a file");
    }
    Connection connection;
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + absolute);
    } catch (SQLException e) {
      throw told(absolute, e);
    }
    return over(connection, absolute);
  }

  /** A store over a connection, which it closes with itself. */
  static SqliteDeskStore over(Connection connection, Path file) throws IOException {
    boolean ready = false;
    try {
      prepare(connection, file);
      ready = true;
      return new SqliteDeskStore(connection, file);
    } catch (SQLException e) {
      throw told(file, e);
    } finally {
      if (!ready) {
        try {
          connection.close();
        } catch (SQLException e) {
          // The first failure is the one to tell.
        }
      }
    }
  }

  private static void prepare(Connection connection, Path file) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
      check(statement, file);
      useWriteAheadLog(statement);
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("BEGIN IMMEDIATE");
      boolean made = false;
      try {
        // Again, now that nobody else can be making it.
        int version = check(statement, file);
        if (version == 0) {
          statement.execute(
              "CREATE TABLE document (kind TEXT NOT NULL, id TEXT NOT NULL,"
                  + " version INTEGER NOT NULL, ord INTEGER NOT NULL, json TEXT NOT NULL,"
                  + " PRIMARY KEY (kind, id)) WITHOUT ROWID");
          statement.execute("CREATE INDEX document_ord ON document (kind, ord DESC, id)");
          statement.execute("PRAGMA application_id = " + APPLICATION);
        }
        if (version < 2) {
          statement.execute(
              "ALTER TABLE document ADD COLUMN due INTEGER NOT NULL DEFAULT " + Document.NEVER);
          statement.execute(
              "CREATE INDEX document_due ON document (kind, due, id) WHERE due < "
                  + Document.NEVER);
          // Alerts of before have no case yet.
          statement.execute("UPDATE document SET due = 0 WHERE kind = 'alert'");
          statement.execute("PRAGMA user_version = " + SCHEMA);
        }
        made = true;
      } finally {
        statement.execute(made ? "COMMIT" : "ROLLBACK");
      }
    }
  }

  /** The schema version found, 0 for an empty file. */
  private static int check(Statement statement, Path file) throws SQLException, IOException {
    int version = number(statement, "PRAGMA user_version");
    int application = number(statement, "PRAGMA application_id");
    int tables = number(statement, "SELECT count(*) FROM sqlite_master");
    if (application != APPLICATION && (version != 0 || tables != 0)) {
      throw new IOException(
          "the desk's store " + file + " is another program's database: choose another file");
    }
    if (version > SCHEMA) {
      throw new IOException(
          "the desk's store "
              + file
              + " was written by a newer version of this program (schema "
              + version
              + ", this one knows "
              + SCHEMA
              + "): start the newer version, or restore a backup");
    }
    return version;
  }

  /** Two openers of a new file can be in each other's way here whatever the busy time-out. */
  private static void useWriteAheadLog(Statement statement) throws SQLException {
    for (int i = 1; ; i++) {
      try {
        statement.execute("PRAGMA journal_mode = WAL");
        return;
      } catch (SQLException e) {
        if (i == OPENING_TRIES || code(e) != SQLiteErrorCode.SQLITE_BUSY) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  @Override
  public synchronized Optional<Document> get(String kind, String id) throws IOException {
    try (PreparedStatement query =
        connection.prepareStatement(SELECT + " WHERE kind = ? AND id = ?")) {
      query.setString(1, kind);
      query.setString(2, id);
      return documents(query).stream().findFirst();
    } catch (SQLException e) {
      throw told(file, e);
    }
  }

  @Override
  public synchronized boolean put(Document document) throws IOException {
    document.check();
    try {
      return write(document);
    } catch (SQLException e) {
      throw told(file, e);
    }
  }

  private boolean write(Document document) throws SQLException {
    String sql =
        document.version() > 0
            ? "UPDATE document SET version = version + 1, ord = ?, due = ?, json = ?"
                + " WHERE kind = ? AND id = ? AND version = ?"
            : "INSERT INTO document (ord, due, json, kind, id, version)"
                + " VALUES (?, ?, ?, ?, ?, ? + 1) ON CONFLICT DO NOTHING";
    try (PreparedStatement write = connection.prepareStatement(sql)) {
      write.setLong(1, document.order());
      write.setLong(2, document.due());
      write.setString(3, document.json());
      write.setString(4, document.kind());
      write.setString(5, document.id());
      write.setLong(6, Math.max(0, document.version()));
      return write.executeUpdate() == 1;
    }
  }

  /** In one transaction: one sync for all of them. */
  @Override
  public synchronized List<Boolean> putAll(List<Document> documents) throws IOException {
    documents.forEach(Document::check);
    List<Boolean> written = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      boolean done = false;
      try {
        for (Document document : documents) {
          written.add(write(document));
        }
        done = true;
      } finally {
        statement.execute(done ? "COMMIT" : "ROLLBACK");
      }
      return written;
    } catch (SQLException e) {
      throw told(file, e);
    }
  }

  @Override
  public synchronized List<Document> newest(String kind, int limit) throws IOException {
    try (PreparedStatement query =
        connection.prepareStatement(SELECT + " WHERE kind = ? ORDER BY ord DESC, id LIMIT ?")) {
      query.setString(1, kind);
      query.setInt(2, Math.max(0, limit));
      return documents(query);
    } catch (SQLException e) {
      throw told(file, e);
    }
  }

  @Override
  public synchronized List<Document> due(String kind, long until, int limit) throws IOException {
    // The bound on NEVER lets SQLite use the partial index.
    try (PreparedStatement query =
        connection.prepareStatement(
            SELECT
                + " WHERE kind = ? AND due <= ? AND due < "
                + Document.NEVER
                + " ORDER BY due, id LIMIT ?")) {
      query.setString(1, kind);
      query.setLong(2, until);
      query.setInt(3, Math.max(0, limit));
      return documents(query);
    } catch (SQLException e) {
      throw told(file, e);
    }
  }

  /**
   * Writes a consistent copy of the store, while it is in use, to a new file.
   *
   * @throws IOException if the target exists or cannot be written; nothing is then left behind
   */
  public synchronized void backup(Path target) throws IOException {
    Path whole = target.toAbsolutePath();
    if (Files.exists(whole)) {
      throw new FileAlreadyExistsException(
          whole.toString(), null, "a backup never overwrites: choose a new file name");
    }
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    Files.deleteIfExists(part);
    try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, part.toString());
      copy.execute();
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (SQLException e) {
      throw told(part, e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw told(file, e);
    }
  }

  private static List<Document> documents(PreparedStatement query) throws SQLException {
    List<Document> documents = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        documents.add(
            new Document(
                rows.getString(1),
                rows.getString(2),
                rows.getLong(3),
                rows.getLong(4),
                rows.getLong(5),
                rows.getString(6)));
      }
    }
    return documents;
  }

  private static SQLiteErrorCode code(SQLException e) {
    // Extended codes carry the plain one in their lowest eight bits.
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  private static IOException told(Path file, SQLException e) {
    String hint =
        switch (code(e)) {
          case SQLITE_FULL ->
              "the disk is full: free some space; what was stored before is still there";
          case SQLITE_NOTADB -> "this is not a database: choose another file";
          case SQLITE_CORRUPT -> "it is damaged: restore it from a backup";
          case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY ->
              "it cannot be opened for writing: check the folder and its permissions";
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "another process has kept it locked for " + BUSY_MILLIS / 1000 + " s: end that one";
          case SQLITE_IOERR -> "reading or writing it failed: check the disk and its free space";
          default -> e.getMessage();
        };
    return new IOException("the desk's store " + file + ": " + hint, e);
  }
}
