package org.qingting.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.qingting.pipeline.demo.DemoPost.Kind;
import org.qingting.pipeline.demo.DemoPost.Site;

class DemoScriptTest {
  private static final Instant OPENED = Instant.parse("2026-11-23T10:55:00Z");
  private static final Phrases PHRASES = Phrases.load();
  private static final Pattern MENTION = Pattern.compile("(?<![A-Za-z0-9])@\\S+ ");
  private static final int SEEDS = 200;

  private static DemoScript script(long seed, boolean quiet, Instant opened) {
    return DemoScript.write(DemoSettings.of(seed, quiet, opened), PHRASES);
  }

  @Test
  void sameSettingsGiveTheSamePosts_inWhateverStepsTheyAreAsked() {
    DemoScript inSteps = script(7, false, OPENED);
    for (int minute = 0; minute <= 45; minute += 5) {
      inSteps.until(OPENED.plusSeconds(60L * minute));
    }
    Instant later = OPENED.plus(Duration.ofMinutes(45));
    DemoScript atOnce = script(7, false, OPENED);
    assertThat(inSteps.until(later)).isEqualTo(atOnce.until(later)).isNotEmpty();
    assertThat(inSteps.until(OPENED)).isEqualTo(atOnce.until(OPENED));
  }

  @Test
  void otherSeedsGiveOtherPosts() {
    List<String> one = script(1, true, OPENED).until(OPENED).stream().map(DemoPost::text).toList();
    List<String> two = script(2, true, OPENED).until(OPENED).stream().map(DemoPost::text).toList();
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void nothingDisappearsAndNothingComesFromTheFuture() {
    DemoScript script = script(3, false, OPENED);
    List<DemoPost> before = List.copyOf(script.until(OPENED.minusSeconds(80)));
    for (int second = -60; second < 1300; second += 20) {
      Instant now = OPENED.plusSeconds(second);
      List<DemoPost> posts = script.until(now);
      assertThat(posts).allMatch(p -> !p.at().isAfter(now));
      assertThat(posts).startsWith(before.toArray(new DemoPost[0]));
      before = List.copyOf(posts);
    }
    assertThat(before).extracting(DemoPost::id).doesNotHaveDuplicates();
  }

  @Test
  void quietHasNoIncident_andTheSameOrdinaryDays() {
    Instant later = OPENED.plus(Duration.ofMinutes(30));
    List<DemoPost> quiet = script(11, true, OPENED).until(later);
    List<DemoPost> loud = script(11, false, OPENED).until(later);
    assertThat(quiet)
        .noneMatch(p -> p.kind() == Kind.INCIDENT || p.kind() == Kind.STATEMENT)
        .noneMatch(p -> (p.title() + p.text()).contains("禾渡派出所"));
    assertThat(loud.stream().filter(p -> p.id() < 1_500_000 || p.id() >= 2_000_000).toList())
        .isEqualTo(quiet);
  }

  @Test
  void ordinaryDaysStayWithinTheirBounds_whateverTheSeedAndHour() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Instant opened = OPENED.plus(Duration.ofMinutes(97L * seed));
      List<DemoPost> posts = script(seed, true, opened).until(opened);
      assertThat(posts.size()).as("posts of seed %d", seed).isBetween(1_200, 2_000);
      assertThat(posts.get(0).at()).isAfterOrEqualTo(opened.minus(OrdinaryDays.BEFORE));
      long police = posts.stream().filter(p -> p.kind() != Kind.LIFE).count();
      assertThat((double) police / posts.size()).as("police, seed %d", seed).isBetween(0.25, 0.5);
      assertEvenTrickle(seed, opened, posts);
    }
  }

  private static void assertEvenTrickle(int seed, Instant opened, List<DemoPost> posts) {
    List<DemoPost> negative = posts.stream().filter(DemoPost::negative).toList();
    Map<LocalDate, Integer> days = new HashMap<>();
    for (int i = 0; i < negative.size(); i++) {
      days.merge(LocalDate.ofInstant(negative.get(i).at(), OrdinaryDays.ZONE), 1, Integer::sum);
      if (i > 0) {
        Duration gap = Duration.between(negative.get(i - 1).at(), negative.get(i).at());
        assertThat(gap).as("gap, seed %d", seed).isGreaterThan(Duration.ofMinutes(60));
      }
    }
    LocalDate today = LocalDate.ofInstant(opened, OrdinaryDays.ZONE);
    for (int day = -13; day < 0; day++) {
      assertThat(days.getOrDefault(today.plusDays(day), 0))
          .as("complaints on day %d of seed %d", day, seed)
          .isBetween(3, 6);
    }
  }

  @Test
  void complaintsOfOneDayAreAboutDifferentThings() {
    for (int seed = 0; seed < 40; seed++) {
      Map<LocalDate, List<String>> titles = new HashMap<>();
      for (DemoPost post : script(seed, true, OPENED).until(OPENED)) {
        if (post.negative() && post.opensThread()) {
          LocalDate date = LocalDate.ofInstant(post.at(), OrdinaryDays.ZONE);
          titles.computeIfAbsent(date, d -> new ArrayList<>()).add(post.title());
        }
      }
      assertThat(titles.values()).allSatisfy(t -> assertThat(t).doesNotHaveDuplicates());
    }
  }

  @Test
  void liveTrickleComplainsNoMoreThanAnOrdinaryDay() {
    for (int seed = 0; seed < 40; seed++) {
      DemoScript script = script(seed, true, OPENED);
      Instant later = OPENED.plus(Duration.ofMinutes(30));
      List<DemoPost> live =
          script.until(later).stream().filter(p -> p.at().isAfter(OPENED)).toList();
      assertThat(live.size()).isGreaterThan(180);
      assertThat(live.stream().filter(DemoPost::negative).count()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void nightsAreQuieterThanEvenings() {
    int night = 0;
    int evening = 0;
    for (DemoPost post : script(5, true, OPENED).until(OPENED)) {
      int hour = post.at().atZone(OrdinaryDays.ZONE).getHour();
      night += hour >= 2 && hour < 5 ? 1 : 0;
      evening += hour >= 19 && hour < 22 ? 1 : 0;
    }
    assertThat(evening).isGreaterThan(5 * night);
  }

  @Test
  void incidentTurnsSourFast_withManyVoicesInSeveralThreads() {
    for (int seed = 0; seed < 40; seed++) {
      List<DemoPost> wave =
          script(seed, false, OPENED).until(OPENED.plusSeconds(43)).stream()
              .filter(p -> p.kind() == Kind.INCIDENT && p.at().isAfter(OPENED))
              .toList();
      List<DemoPost> negative = wave.stream().filter(DemoPost::negative).toList();
      assertThat(negative.size()).isBetween(30, 42);
      assertThat(negative.get(0).at()).isAfterOrEqualTo(OPENED.plusSeconds(12));
      assertThat(negative.stream().map(DemoPost::author).distinct().count()).isGreaterThan(25);
      assertThat(
              negative.stream().filter(p -> p.site() == Site.FORUM).map(DemoPost::page).distinct())
          .hasSizeBetween(3, 5);
      assertThat(wave.stream().map(DemoPost::site)).contains(Site.values());
      assertThat(negative.stream().map(DemoPost::text)).doesNotHaveDuplicates();
    }
  }

  @Test
  void statementCalmsTheTone() {
    List<DemoPost> incident =
        script(9, false, OPENED).until(OPENED.plusSeconds(1200)).stream()
            .filter(p -> p.kind() == Kind.INCIDENT || p.kind() == Kind.STATEMENT)
            .toList();
    Instant stated = OPENED.plus(TurningSour.STATEMENT_AFTER);
    DemoPost statement =
        incident.stream().filter(p -> p.kind() == Kind.STATEMENT).findFirst().orElseThrow();
    assertThat(statement.at()).isEqualTo(stated);
    assertThat(statement.title()).contains("情况通报");
    assertThat(share(incident, OPENED, stated)).isGreaterThan(0.75);
    assertThat(share(incident, stated.plusSeconds(120), OPENED.plusSeconds(1200))).isLessThan(0.2);
  }

  private static double share(List<DemoPost> posts, Instant from, Instant to) {
    List<DemoPost> within =
        posts.stream().filter(p -> p.at().isAfter(from) && p.at().isBefore(to)).toList();
    return (double) within.stream().filter(DemoPost::negative).count() / within.size();
  }

  @Test
  void namesStandInTextsAsMentionsOnly_andSomeAreMentioned() {
    DemoScript script = script(21, false, OPENED);
    List<DemoPost> posts = script.until(OPENED.plusSeconds(900));
    StringBuilder all = new StringBuilder();
    StringBuilder withoutMentions = new StringBuilder();
    for (DemoPost post : posts) {
      String text = post.title() + "\n" + post.text() + "\n";
      all.append(text);
      withoutMentions.append(MENTION.matcher(text).replaceAll(""));
    }
    List<String> names = script.cast().everyName();
    assertThat(names).doesNotHaveDuplicates().allMatch(n -> n.length() >= 5);
    assertThat(names.stream().filter(n -> all.indexOf(n) >= 0).count()).isGreaterThan(50);
    assertThat(names).noneMatch(n -> withoutMentions.indexOf(n) >= 0);
  }

  @Test
  void repliesAreOfReadableLength_andSlotsAreAllFilled() {
    for (DemoPost post : script(2, false, OPENED).until(OPENED.plusSeconds(900))) {
      assertThat(post.title() + post.text()).doesNotContain("{", "}", "¶", "||");
      assertThat(post.text().codePointCount(0, post.text().length())).isBetween(8, 400);
    }
  }

  @Test
  void templatesAreMany() {
    int lines = 0;
    for (String name : PHRASES.names()) {
      boolean sentence = name.contains(".") || name.matches("life|police|repost|statement");
      lines += sentence ? PHRASES.lines(name).size() : 0;
    }
    assertThat(lines).isGreaterThan(150);
  }
}
