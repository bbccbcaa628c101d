package org.qingting.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.policy.ClockRules;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.policy.DutyRota;
import org.qingting.alerts.policy.Gravity;
import org.qingting.alerts.policy.Jurisdiction.Verdict;
import org.qingting.alerts.policy.Level;
import org.qingting.alerts.policy.LevelRules;
import org.qingting.alerts.policy.QuietHours;
import org.qingting.alerts.policy.Routing;
import org.qingting.alerts.policy.Units;
import org.qingting.alerts.policy.ZeroReport;
import org.qingting.nlp.TextAnalyzer;

class DeskRulesTest {
  private static final String PEOPLE = "desk:\n  people: [{id: zhang}, {id: wang}]\n";
  private static final String CHANNEL =
      "channels:\n- {name: group, kind: wecom, url: 'https://a.example/?key=${env:KEY}'}\n";

  @Test
  void withoutADesk_theRulesAreThoseOfTheProduct() {
    DeskPolicy policy = Configuration.DEFAULT.policy();
    assertThat(policy.levels()).isEqualTo(DeskPolicy.DEFAULT.levels());
    assertThat(policy.clocks()).isEqualTo(ClockRules.DEFAULT);
    assertThat(policy.rota()).isEqualTo(DutyRota.NONE);
    assertThat(policy.quietHours()).isEqualTo(QuietHours.NONE);
    assertThat(policy.routing()).isEqualTo(Routing.EVERYWHERE);
    assertThat(policy.units()).isEqualTo(Units.NONE);
    assertThat(policy.zeroReport()).isEqualTo(ZeroReport.DEFAULT);
    assertThat(policy.jurisdiction().judge(List.of("武汉市"))).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void theCommentedBlocksOfTheExample_areValid_andSayWhatTheySeemTo() throws Exception {
    String example = Files.readString(Path.of("..", "qingting.example.yaml"));
    assertThat(example).contains("\n#jurisdiction:\n", "\n#desk:\n", "\n#channels:\n");
    // A comment has a space after its sign; an example has none, or is a line of a block.
    String uncommented =
        example
            .lines()
            .map(line -> line.matches("#(\\w+:.*|  .*)") ? line.substring(1) : line)
            .filter(line -> !line.strip().startsWith("./qingting"))
            .collect(Collectors.joining("\n"));
    Configuration office = ConfigurationFile.parse("example", uncommented);
    DeskPolicy policy = office.policy();
    Instant night = shanghai("2026-11-03T23:00");
    assertThat(policy.rota().onDuty(night))
        .extracting(DutyRota.Contact::id)
        .containsExactly("wang", "zhang", "chief");
    assertThat(policy.rota().onDuty(shanghai("2027-02-06T12:00")))
        .extracting(DutyRota.Contact::name)
        .containsExactly("李局");
    assertThat(policy.rota().hasGap(shanghai("2026-11-07T12:00"))).isTrue();
    assertThat(policy.quietHours().release(Level.LARGE, night))
        .isEqualTo(shanghai("2026-11-04T07:00"));
    assertThat(policy.clocks().of(Level.LARGE))
        .isEqualTo(
            new ClockRules.Clock(
                Duration.ofMinutes(20), Duration.ofHours(12), Duration.ZERO, Duration.ofHours(2)));
    assertThat(policy.clocks().of(Level.MAJOR)).isEqualTo(ClockRules.DEFAULT.of(Level.MAJOR));
    assertThat(policy.levels().propose(gravity("force", "示例镇", 30)))
        .isEqualTo(new LevelRules.Proposal(Level.MAJOR, "涉武力且多人发声"));
    assertThat(policy.routing().channels(Level.MAJOR, "force", "", List.of("leaders", "mail")))
        .containsExactly("leaders");
    assertThat(policy.units().responsible("force", "示例镇"))
        .extracting(Units.Unit::name)
        .containsExactly("示例路派出所");
    assertThat(policy.units().inspectorate()).map(Units.Unit::name).contains("督察大队");
    assertThat(policy.jurisdiction().judge(List.of("老城"))).isEqualTo(Verdict.LOCAL);
    assertThat(policy.jurisdiction().canonical("老城")).isEqualTo("示例街道");
  }

  @Test
  void everyBlockOfTheDocumentation_isValid() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "desk-rules.md"));
    String people = page.substring(page.indexOf("  people:"), page.indexOf("  shifts:"));
    String channels =
        CHANNEL
            + List.of("leaders", "sms", "traffic-group", "town-group").stream()
                .map(name -> CHANNEL.lines().toList().get(1).replace("group", name) + "\n")
                .collect(Collectors.joining());
    Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    int blocks = 0;
    while (block.find()) {
      String yaml = block.group(1);
      if (yaml.contains("desk:") && !yaml.contains("people:\n")) {
        yaml = yaml.replace("desk:\n", "desk:\n" + people);
      }
      String places = yaml.contains("places: [示例水库]") ? "" : "places: [示例镇]\n";
      ConfigurationFile.parse("block " + blocks, channels + places + yaml);
      blocks++;
    }
    assertThat(blocks).isEqualTo(7);
    assertThat(page).contains(String.join(", ", TextAnalyzer.themes()));
    for (LevelRules.Rule rule : DeskPolicy.DEFAULT.levels().rules()) {
      assertThat(page).contains("| " + rule.level().label() + " | " + rule.name() + " |");
    }
  }

  @Test
  void aKeyThatIsUnknown_isNamedWithItsLine() {
    assertRefused(PEOPLE + "  quiet: x\n", "line 3", "unknown key 'quiet'", "quietHours");
    assertRefused(
        "desk:\n  levels:\n  - level: major\n    name: 甲\n    when: {posts: 5}\n",
        "line 5",
        "unknown key 'posts'",
        "observed");
    assertRefused("jurisdiction:\n  villages: [甲村]\n", "line 2", "'villages'", "towns");
  }

  @Test
  void whoIsNobody_isNamedWithItsLine() {
    assertRefused(PEOPLE + "  fallback: [li]\n", "line 3", "'li'", "desk.people");
    assertRefused(
        PEOPLE + "  shifts:\n  - people: [zhang]\n  - days: [monday]\n    people: [li]\n",
        "line 6",
        "'li'",
        "desk.shifts[1].people");
    assertRefused(PEOPLE + "  units:\n  - id: a\n    contacts: [li]\n", "line 5", "'li'");
    assertRefused("desk:\n  people:\n  - id: zhang\n  - id: zhang\n", "line 4", "'zhang'");
    assertRefused("desk:\n  people:\n  - id: Zhang\n", "line 3", "lower-case");
  }

  @Test
  void aRouteToAChannelThatThereIsNot_isNamedWithItsLine() throws Exception {
    String desk = "desk:\n  routes:\n  - channels: [group]\n";
    assertRefused(desk, "line 3", "no channel 'group'", "configure it under channels");
    assertRefused(CHANNEL + desk.replace("group", "grup"), "line 5", "'grup'", "are group");
    assertThat(ConfigurationFile.parse("a", CHANNEL + desk).policy().routing().routes()).hasSize(1);
  }

  @Test
  void themesAndPlacesThatThereAreNot_areNamedWithTheirLine() {
    String level = "desk:\n  levels:\n  - level: major\n    name: 甲\n    when:\n      ";
    assertRefused(level + "themes: [forse]\n", "line 6", "'forse'", "force", "officer-rights");
    assertRefused(level + "places: [某镇]\n", "line 6", "'某镇'", "jurisdiction");
    assertRefused("desk:\n  units:\n  - id: a\n    themes: [x]\n", "line 4", "'x'");
    assertRefused("desk:\n  units:\n  - id: a\n    places: [某镇]\n", "line 4", "'某镇'");
    assertRefused(
        CHANNEL + "desk:\n  routes:\n  - channels: [group]\n    places: [某镇]\n", "line 6", "'某镇'");
  }

  @Test
  void valuesThatCannotBe_areNamedWithTheirLine() {
    assertRefused("desk:\n  zeroReport: noon\n", "line 2", "08:00, or off");
    assertRefused("desk:\n  zeroReport: ''\n", "line 2", "08:00, or off");
    assertRefused("desk:\n  zone: Asia/Nowhere\n", "line 2", "Asia/Nowhere");
    assertRefused("desk:\n  quietHours: {from: 22:00}\n", "line 2", "from and until");
    assertRefused("desk:\n  quietHours: {from: 22:00, until: 22:00}\n", "line 2", "leave them out");
    assertRefused("desk:\n  quietHours: {from: 25:00, until: 1:00}\n", "line 2", "time of day");
    assertRefused(
        "desk:\n  clocks:\n    large: {answer: 0s}\n    major:\n      answer: 30m\n",
        "line 4",
        "warnBefore must be shorter than answer",
        "desk.clocks.major");
    assertRefused("desk:\n  clocks:\n    urgent: {answer: 1h}\n", "line 3", "'urgent'", "extreme");
    assertRefused("desk:\n  levels: []\n", "line 2", "leave levels out");
    assertRefused(
        """
        desk:
          levels:
          - {level: large, name: 甲, when: {}}
          - {level: major, name: 乙, when: {observed: 5}}
        """,
        "line 3",
        "'甲' always holds");
    assertRefused(
        "desk:\n  levels:\n  - {level: grave, name: 甲, when: {}}\n", "line 3", "extreme major");
    assertRefused(
        "desk:\n  levels:\n  - {level: major, name: 甲, when: {observed: -5}}\n",
        "line 3",
        "at least 1");
    assertRefused(
        PEOPLE + "  shifts:\n  - {days: [monday], dates: [2027-01-01], people: [wang]}\n",
        "line 4",
        "not both");
    assertRefused(
        "desk:\n  units:\n  - {id: a, kind: inspectorate}\n  - {id: b, kind: inspectorate}\n",
        "line 4",
        "one inspectorate");
    assertRefused(PEOPLE + "  fallback: [null]\n", "line 1", "a value is missing", "(in desk)");
    assertRefused(PEOPLE + "  fallback:\n  -\n", "line 3", "''");
    assertRefused("jurisdiction:\n  aliases:\n    老城: 旧城\n    旧城: 云溪镇\n", "line 3", "alias itself");
  }

  @Test
  void zeroReport_canBeTurnedOff_orSetToAnotherTimeAndZone() throws Exception {
    assertThat(ConfigurationFile.parse("a", "desk: {zeroReport: off}\n").policy().zeroReport())
        .extracting(ZeroReport::enabled)
        .isEqualTo(false);
    ZeroReport report =
        ConfigurationFile.parse("a", "desk: {zeroReport: 17:30, zone: Asia/Urumqi}\n")
            .policy()
            .zeroReport();
    assertThat(report.enabled()).isTrue();
    assertThat(report.next(Instant.parse("2026-11-03T00:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-03T11:30:00Z"));
  }

  @Test
  void namesOfTheJurisdiction_reachTheAnalysis_andOldKeysGoOnWorking() throws Exception {
    Configuration office =
        ConfigurationFile.parse(
            "a",
            """
            places: [示例水库, 示例镇]
            area: [武汉]
            jurisdiction:
              towns: [示例镇]
              estates: [示例花园]
              aliases: {老城: 示例镇, 大花园: 示例花园}
            """);
    assertThat(office.places()).contains("示例水库", "示例镇", "示例花园", "示例镇=老城").doesNotHaveDuplicates();
    TextAnalyzer analyzer = TextAnalyzer.withPlaces(office.places());
    assertThat(analyzer.analyze("昨晚老城派出所民警打人").places()).containsExactly("示例镇");
    assertThat(analyzer.analyze("大花园门口有交警").places()).containsExactly("示例花园");
    DeskPolicy policy = office.policy();
    for (String own : List.of("示例水库", "示例镇", "老城", "大花园", "武汉市", "武汉", "江岸区", "江岸")) {
      assertThat(policy.jurisdiction().judge(List.of(own))).as(own).isEqualTo(Verdict.LOCAL);
    }
    for (String other : List.of("长沙市", "长沙", "湖南", "朝阳区")) {
      assertThat(policy.jurisdiction().judge(List.of(other)))
          .as(other)
          .isEqualTo(Verdict.ELSEWHERE);
    }
    for (String open : List.of("湖北省", "湖北", "某小区")) {
      assertThat(policy.jurisdiction().judge(List.of(open))).as(open).isEqualTo(Verdict.UNDECIDED);
    }
    assertThat(policy.jurisdiction().judge(List.of("长沙市", "老城"))).isEqualTo(Verdict.LOCAL);
    assertThat(policy.jurisdiction().judge(List.of("长沙市", "某小区"))).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void withoutAnArea_nothingIsElsewhereByItself() throws Exception {
    DeskPolicy policy = ConfigurationFile.parse("a", "places: [示例镇]\n").policy();
    assertThat(policy.jurisdiction().judge(List.of("示例镇"))).isEqualTo(Verdict.LOCAL);
    assertThat(policy.jurisdiction().judge(List.of("长沙市"))).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void rulesForAPlace_holdByWhicheverNameTheyWereWritten() throws Exception {
    DeskPolicy policy =
        ConfigurationFile.parse(
                "a",
                CHANNEL
                    + CHANNEL.lines().toList().get(1).replace("group", "town")
                    + """

                    jurisdiction:
                      towns: [示例镇]
                      aliases: {老城: 示例镇}
                    desk:
                      levels: [{level: large, name: 甲, when: {places: [老城, 武汉]}}]
                      routes: [{places: [老城], channels: [town]}]
                      units: [{id: a, places: [老城]}]
                    """)
            .policy();
    List<String> all = List.of("group", "town");
    assertThat(policy.levels().propose(gravity("", "示例镇", 1)).level()).isEqualTo(Level.LARGE);
    assertThat(policy.levels().propose(gravity("", "武汉市", 1)).level()).isEqualTo(Level.LARGE);
    assertThat(policy.levels().propose(gravity("", "长沙市", 1)).level()).isEqualTo(Level.ORDINARY);
    assertThat(policy.routing().channels(Level.LARGE, "", "示例镇", all)).containsExactly("town");
    assertThat(policy.units().responsible("", "示例镇")).hasSize(1);
  }

  private static Gravity gravity(String theme, String place, long observed) {
    return new Gravity(theme, place, observed, 2, observed, 3, 0, Set.of(), Verdict.LOCAL);
  }

  private static Instant shanghai(String local) {
    return java.time.LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
  }

  private static void assertRefused(String yaml, String... parts) {
    assertThatThrownBy(() -> ConfigurationFile.parse("qingting.yaml", yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(parts);
  }
}
