package org.qingting.dashboards;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.sensitivity.Sensitivities;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.alerts.staff.SignedLinks;
import org.qingting.alerts.staff.Staff;
import org.qingting.model.Incident;

/** The sample with an office: people, personal links, one case, and a clock that is set by hand. */
final class StaffedSample implements Closeable {
  static final String PASSWORD = "cloud-stream-47";
  static final Person ZHANG = new Person("zhang", "张敏", Set.of(Role.OFFICER));
  static final Person WANG = new Person("wang", "王强", Set.of(Role.OFFICER));
  static final Person VIEWER = new Person("sun", "孙看", Set.of(Role.VIEWER));

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final Sample sample;
  final Staff staff;
  final Casebook casebook;
  final SignedLinks links = new SignedLinks(new byte[32]);
  private final Path database;
  private Instant now = Sample.NOW;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return Sample.ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  StaffedSample(Path directory) throws IOException {
    sample = new Sample(directory);
    database = directory.resolve("desk.db");
    staff = new Staff(sample.desk.store());
    for (Person person : List.of(ZHANG, WANG, VIEWER)) {
      staff.add(person, PASSWORD.toCharArray(), Sample.NOW.minus(Duration.ofDays(1)));
    }
    sample.desk.accept(new Incident(Sample.INCIDENT, "柳河镇", "inaction", List.of("出警"), Sample.NOW));
    casebook = new Casebook(sample.desk, DeskPolicy.DEFAULT, new Ears(List.of(), Set.of()));
    casebook.work(now);
  }

  ConsoleSettings settings() {
    return sample.settings().withClock(clock);
  }

  Console start(ConsoleSettings settings, boolean secure) throws IOException {
    return Console.start(
        settings,
        sample.reader,
        sample.desk,
        new DeskAccess(
            casebook,
            staff,
            links,
            new Sensitivities(sample.desk.store(), new Random(7)),
            List::of,
            secure));
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  /** The case of the sample's alert. */
  CaseFile file() throws IOException {
    return casebook.get(sample.desk.alert(Sample.ALERT).orElseThrow().file()).orElseThrow();
  }

  /** All that the desk's database holds, by table and row. */
  Map<String, List<String>> stored() throws SQLException {
    Map<String, List<String>> all = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        List<String> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
          while (found.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
              row.append(found.getString(i)).append('|');
            }
            rows.add(row.toString());
          }
        }
        all.put(table, rows);
      }
    }
    return all;
  }

  /** A GET with a cookie; {@code ""} for none. */
  static HttpResponse<String> get(Console console, String path, String cookie) throws Exception {
    return get(console.address(), path, cookie);
  }

  static HttpResponse<String> get(URI address, String path, String cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A POST as the console's own page sends it. */
  static HttpResponse<String> post(Console console, String path, String cookie, String body)
      throws Exception {
    String origin = console.address().toString().replaceFirst("/$", "");
    return send(
        console,
        path,
        cookie,
        HttpRequest.BodyPublishers.ofString(body),
        "Origin",
        origin,
        "Content-Type",
        "application/json");
  }

  /** A POST with these headers, by name and value. */
  static HttpResponse<String> send(
      Console console,
      String path,
      String cookie,
      HttpRequest.BodyPublisher body,
      String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(console.address().resolve(path)).POST(body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> logIn(Console console, String id, String password, String cookie)
      throws Exception {
    return post(
        console, "/api/login", cookie, "{\"id\":\"" + id + "\",\"password\":\"" + password + "\"}");
  }

  /** The cookie of somebody's new session. */
  static String cookie(Console console, Person person) throws Exception {
    HttpResponse<String> answer = logIn(console, person.id(), PASSWORD, "");
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return cookie(answer);
  }

  static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  @Override
  public void close() throws IOException {
    sample.close();
  }
}
