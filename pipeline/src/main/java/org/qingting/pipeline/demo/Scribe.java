package org.qingting.pipeline.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qingting.pipeline.demo.DemoPost.Kind;
import org.qingting.pipeline.demo.DemoPost.Site;

/**
 * Writes posts down: numbers them, gives them authors, and keeps each thread's town, dish or team
 * the same from floor to floor. Not thread-safe.
 */
final class Scribe {
  private static final List<String> KEPT =
      List.of(
          "town", "road", "spot", "school", "station", "estate", "unit", "food", "item", "want");
  private static final List<String> KEPT_IN_NEWS =
      List.of("town", "road", "spot", "school", "station");

  /** Code points: shorter replies are drawn again. Every section has longer ones. */
  private static final int SHORTEST = 8;

  /**
   * A thread that can be replied to.
   *
   * @param topic section prefix of its replies
   * @param bound what its names stand for
   * @param authors names seen on its floors so far
   */
  record Strand(
      int page,
      Instant at,
      String topic,
      Kind kind,
      Map<String, String> bound,
      List<String> authors) {}

  private final Phrasing lot;
  private final Cast cast;
  private final List<DemoPost> posts = new ArrayList<>();
  private int nextId;
  private int nextPage;
  private List<String> waiting = new ArrayList<>();
  private int phone;

  /**
   * @param firstId first post number to give
   * @param firstPage first article or thread number to give
   */
  Scribe(Phrasing lot, Cast cast, int firstId, int firstPage) {
    this.lot = lot;
    this.cast = cast;
    this.nextId = firstId;
    this.nextPage = firstPage;
  }

  List<DemoPost> posts() {
    return posts;
  }

  Phrasing lot() {
    return lot;
  }

  Strand open(
      String section,
      String topic,
      Instant at,
      Kind kind,
      boolean negative,
      Map<String, String> fixed) {
    Map<String, String> bound = bind(KEPT, fixed);
    String author = author(fixed);
    String[] parts = lot.say(section, bound).split(" \\|\\| ", 2);
    int page = nextPage++;
    add(Site.FORUM, page, at, author, parts[0], parts[1], kind, negative);
    Strand thread = new Strand(page, at, topic, kind, bound, new ArrayList<>());
    thread.authors().add(author);
    return thread;
  }

  void reply(Strand thread, String section, Instant at, boolean negative) {
    reply(thread, section, at, negative, Map.of());
  }

  /**
   * @param about what this floor's names stand for, whatever the thread is about
   */
  void reply(
      Strand thread, String section, Instant at, boolean negative, Map<String, String> about) {
    String author = author(thread.bound());
    String other = lot.oneOf(thread.authors());
    Map<String, String> bound = new HashMap<>(thread.bound());
    bound.putAll(numbers());
    bound.putAll(about);
    bound.put("at", "@" + other + " ");
    String text = lot.say(section, bound);
    while (text.codePointCount(0, text.length()) < SHORTEST) {
      text = lot.say(section, bound);
    }
    if (!other.equals(author) && !text.contains("@") && lot.chance(0.16)) {
      text = "回复 @" + other + " ：" + text;
    }
    thread.authors().add(author);
    add(Site.FORUM, thread.page(), at, author, "", text, thread.kind(), negative);
  }

  /** An article; {@code author} empty for one of the site's pen names. */
  void article(
      Site site,
      String section,
      Instant at,
      Kind kind,
      boolean negative,
      String author,
      String when) {
    Map<String, String> bound = bind(KEPT_IN_NEWS, Map.of("when", when));
    String[] parts = lot.say(section, bound).split(" \\|\\| ", 2);
    String by =
        author.isEmpty() ? lot.oneOf(site == Site.MEDIA ? cast.pens() : cast.desks()) : author;
    add(site, nextPage++, at, by, parts[0], parts[1], kind, negative);
  }

  private void add(
      Site site,
      int page,
      Instant at,
      String author,
      String title,
      String text,
      Kind kind,
      boolean negative) {
    posts.add(new DemoPost(nextId++, site, page, at, author, title, text, kind, negative));
  }

  /** Everyone speaks once before anyone speaks twice, unless the account is given. */
  private String author(Map<String, String> fixed) {
    String account = fixed.get("account");
    if (account != null) {
      return account;
    }
    if (waiting.isEmpty()) {
      waiting = lot.shuffled(cast.names());
    }
    return waiting.remove(waiting.size() - 1);
  }

  private Map<String, String> bind(List<String> kept, Map<String, String> fixed) {
    Map<String, String> bound = new HashMap<>();
    for (String name : kept) {
      bound.put(name, lot.draw(name));
    }
    String team = lot.draw("team");
    String rival = lot.draw("team");
    while (rival.equals(team)) {
      rival = lot.draw("team");
    }
    bound.put("team", team);
    bound.put("rival", rival);
    bound.putAll(numbers());
    bound.putAll(fixed);
    return bound;
  }

  private Map<String, String> numbers() {
    return Map.of(
        "phone", cast.phones().get(phone++ % cast.phones().size()),
        "idcard", lot.oneOf(cast.idCards()),
        "plate", lot.oneOf(cast.plates()),
        "bankcard", lot.oneOf(cast.bankCards()),
        "mail", lot.oneOf(cast.mails()));
  }
}
