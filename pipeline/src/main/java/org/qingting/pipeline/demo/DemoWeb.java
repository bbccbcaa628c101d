package org.qingting.pipeline.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.qingting.ingest.Selectors;
import org.qingting.ingest.SourceSpec;
import org.qingting.pipeline.demo.DemoPost.Site;

/**
 * The web of an invented county, served on loopback: a news site with RSS, a second one in GB18030
 * with listing pages, and a forum. Each has a port, and so a host, of its own. What a page shows is
 * a function of the settings and the clock's time alone. Thread-safe.
 */
public final class DemoWeb implements AutoCloseable {
  private static final Selectors EVENING =
      new Selectors(".newslist a", "a.next", "h1.bt", "#zw", ".sj", ".zz", "");
  private static final Selectors FORUM =
      new Selectors("a.xst", "a.nxt", "h1.ts", ".t_f", ".pi em.time", ".authi a.xw1", "div.post");

  private final DemoScript script;
  private final DemoSettings settings;
  private final Map<Site, SiteServer> sites = new EnumMap<>(Site.class);
  private Visible shown;
  private int shownPosts = -1;

  private DemoWeb(DemoSettings settings, DemoScript script) {
    this.settings = settings;
    this.script = script;
  }

  /**
   * Writes the script and opens the three sites.
   *
   * @param clock tells what is already published; the system's, in a demo
   * @throws IOException when no loopback port can be opened
   */
  public static DemoWeb start(DemoSettings settings, Clock clock) throws IOException {
    // Without this the JDK's server waits 40 ms (Nagle, delayed acknowledgement) on every kept
    // connection.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    DemoWeb web = new DemoWeb(settings, DemoScript.write(settings));
    try {
      for (Site site : Site.values()) {
        SitePages pages =
            switch (site) {
              case MEDIA -> new MediaPages();
              case EVENING -> new EveningPages();
              case FORUM -> new ForumPages();
            };
        web.sites.put(site, SiteServer.start(pages, web::visible, clock));
      }
    } catch (IOException e) {
      web.close();
      throw e;
    }
    return web;
  }

  /** The three sources as one would configure them, looked at every second or two. */
  public List<SourceSpec> sources() {
    return List.of(
        new SourceSpec(
            "demo-media",
            "青禾县融媒（示例）",
            SourceSpec.Kind.FEED,
            base(Site.MEDIA) + "/rss.xml",
            Duration.ofSeconds(2),
            Selectors.NONE),
        new SourceSpec(
            "demo-evening",
            "禾风晚报（示例）",
            SourceSpec.Kind.LISTING,
            base(Site.EVENING) + "/xinwen/index.htm",
            Duration.ofSeconds(2),
            EVENING),
        new SourceSpec(
            "demo-forum",
            "青禾论坛（示例）",
            SourceSpec.Kind.FORUM,
            base(Site.FORUM) + "/forum-12-1.html",
            Duration.ofSeconds(1),
            FORUM));
  }

  /** {@code host:port} of the three sites: loopback, and theirs to be fetched without delay. */
  public Set<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>();
    sites.values().forEach(s -> hosts.add(s.host()));
    return hosts;
  }

  /** Names of places in the county, the longest first, for the analyser. */
  public List<String> places() {
    return script.places();
  }

  /** Every author name that the sites may show; none of them occurs in a text but as a mention. */
  public List<String> plantedNames() {
    return script.cast().everyName();
  }

  /**
   * Phone, identity-card, plate and bank-card numbers and mail addresses that stand in texts
   * published before the demo opened, as written there.
   */
  public List<String> plantedNumbers() {
    List<String> texts = new ArrayList<>();
    script.until(settings.opened()).forEach(p -> texts.add(p.title() + "\n" + p.text()));
    return script.cast().everyNumber().stream()
        .filter(number -> texts.stream().anyMatch(t -> t.contains(number)))
        .toList();
  }

  /** How many posts (articles, first floors and replies) are out by then. */
  public int published(Instant now) {
    return script.until(now).size();
  }

  /** Addresses of all posts out by then; those of floors carry a fragment. */
  public Set<String> addresses(Instant now) {
    Visible visible = Visible.of(script.until(now));
    Set<String> addresses = new TreeSet<>();
    for (DemoPost post : script.until(now)) {
      SiteServer site = sites.get(post.site());
      addresses.add(site.base() + site.pages().address(post, visible));
    }
    return addresses;
  }

  /** How many complaints about the police are out by then, of ordinary days and the incident. */
  public int complaints(Instant now) {
    return (int) script.until(now).stream().filter(DemoPost::negative).count();
  }

  /** When the police statement appears; also told of a quiet web, where it does not. */
  public Instant statementAt() {
    return settings.opened().plus(TurningSour.STATEMENT_AFTER);
  }

  /** Requests answered so far, robots.txt included. */
  public int requests() {
    return sites.values().stream().mapToInt(SiteServer::requests).sum();
  }

  /** Requests for paths that robots.txt disallows: an honest crawler leaves this at 0. */
  public int forbiddenHits() {
    return sites.values().stream().mapToInt(SiteServer::forbiddenHits).sum();
  }

  /** Requests for people's profile pages, which nothing of ours has any business to fetch. */
  public int profileHits() {
    return sites.values().stream().mapToInt(SiteServer::profileHits).sum();
  }

  /** Shuts the three sites. */
  @Override
  public void close() {
    sites.values().forEach(SiteServer::close);
  }

  private String base(Site site) {
    return sites.get(site).base();
  }

  /** Sorting all posts for every request would be idle work while nothing new is out. */
  private synchronized Visible visible(Instant now) {
    List<DemoPost> posts = script.until(now);
    if (posts.size() != shownPosts) {
      shown = Visible.of(posts);
      shownPosts = posts.size();
    }
    return shown;
  }
}
