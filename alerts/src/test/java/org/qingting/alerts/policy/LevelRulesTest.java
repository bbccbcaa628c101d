package org.qingting.alerts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.qingting.alerts.policy.Jurisdiction.Verdict;
import org.qingting.alerts.policy.LevelRules.Proposal;
import org.qingting.alerts.policy.LevelRules.Rule;
import org.qingting.alerts.policy.LevelRules.When;

class LevelRulesTest {
  private static final LevelRules STANDARD = LevelRules.standard();
  private static final List<String> CLAIMS = List.of("death", "gunfire", "custody", "minor");

  @Property(tries = 5000)
  void standardRules_neverProposeALowerLevel_whenThereIsMore(
      @ForAll("gravities") Gravity less, @ForAll("gravities") Gravity added) {
    Set<String> claims = new HashSet<>(less.claims());
    claims.addAll(added.claims());
    Gravity more =
        new Gravity(
            less.theme(),
            less.place(),
            less.observed() + added.observed(),
            less.expected(),
            less.people() + added.people(),
            less.sources() + added.sources(),
            less.reposts() + added.reposts(),
            claims,
            less.where());
    assertThat(level(more)).isLessThanOrEqualTo(level(less));
  }

  @Property(tries = 2000)
  void standardRules_holdWhatIsElsewhereToBeOrdinary(@ForAll("gravities") Gravity any) {
    assertThat(STANDARD.propose(with(any, Verdict.ELSEWHERE)))
        .isEqualTo(new Proposal(Level.ORDINARY, "外地事件"));
    // Where it is not decided, it is as grave as at home.
    assertThat(STANDARD.propose(with(any, Verdict.UNDECIDED)))
        .isEqualTo(STANDARD.propose(with(any, Verdict.LOCAL)));
  }

  @Example
  void everyStandardRule_decidesWhereNoMoreThanItsConditionsHold() {
    assertThat(STANDARD.rules()).extracting(Rule::name).doesNotHaveDuplicates();
    for (Rule rule : STANDARD.rules()) {
      When when = rule.when();
      Set<String> themes = when.themes().isEmpty() ? Set.of("traffic") : when.themes();
      Set<Verdict> where = when.where().isEmpty() ? Set.of(Verdict.LOCAL) : when.where();
      // Each of the themes and claims that it names.
      for (String theme : themes) {
        for (String claim : when.claims().isEmpty() ? Set.of("") : when.claims()) {
          Gravity least =
              new Gravity(
                  theme,
                  "",
                  or(when.observed(), 1),
                  or(when.observed(), 1) / (when.times() == null ? 1 : when.times()),
                  or(when.people(), 1),
                  or(when.sources(), 1),
                  or(when.reposts(), 0),
                  claim.isEmpty() ? Set.of() : Set.of(claim),
                  where.iterator().next());
          assertThat(STANDARD.propose(least)).isEqualTo(new Proposal(rule.level(), rule.name()));
        }
      }
    }
  }

  private static long or(Long least, long otherwise) {
    return least == null ? otherwise : least;
  }

  @Example
  void standardRules_asAnOfficeReadsThem() {
    assertThat(level("traffic", 6, 5, 1, 0)).isEqualTo(Level.ORDINARY);
    assertThat(level("traffic", 45, 25, 2, 0)).isEqualTo(Level.LARGE);
    assertThat(level("force", 20, 10, 1, 0)).isEqualTo(Level.LARGE);
    assertThat(level("force", 60, 30, 2, 0)).isEqualTo(Level.MAJOR);
    assertThat(level("traffic", 60, 30, 2, 400)).isEqualTo(Level.MAJOR);
    assertThat(level("traffic", 3, 3, 1, 0, "death")).isEqualTo(Level.MAJOR);
    assertThat(level("traffic", 150, 80, 1, 0, "death")).isEqualTo(Level.EXTREME);
    assertThat(level("traffic", 900, 400, 5, 0)).isEqualTo(Level.EXTREME);
  }

  @Example
  void whereNoRuleHolds_itIsOrdinary() {
    assertThat(new LevelRules(List.of()).propose(gravity("force", 900, 400, 5, 0, "death")))
        .isEqualTo(new Proposal(Level.ORDINARY, "其他情形"));
  }

  @Example
  void theFirstRuleThatHolds_decides() {
    LevelRules rules =
        new LevelRules(
            List.of(
                new Rule(Level.MAJOR, "甲", when(null, null, 50L, null)),
                new Rule(Level.EXTREME, "乙", when(null, null, 20L, null))));
    assertThat(rules.propose(gravity("traffic", 60, 1, 1, 0)).rule()).isEqualTo("甲");
    assertThat(rules.propose(gravity("traffic", 49, 1, 1, 0)).rule()).isEqualTo("乙");
  }

  @Example
  void allConditionsOfARule_mustHold() {
    LevelRules rules =
        new LevelRules(
            List.of(
                new Rule(
                    Level.MAJOR,
                    "甲",
                    new When(
                        Set.of("force", "discipline"),
                        Set.of("云溪镇"),
                        null,
                        Set.of(Verdict.LOCAL),
                        10L,
                        5L,
                        2L,
                        3L,
                        4.0))));
    Gravity all = new Gravity("force", "云溪镇", 10, 2.5, 5, 2, 3, Set.of(), Verdict.LOCAL);
    assertThat(rules.propose(all).level()).isEqualTo(Level.MAJOR);
    for (Gravity one :
        List.of(
            new Gravity("traffic", "云溪镇", 10, 2.5, 5, 2, 3, Set.of(), Verdict.LOCAL),
            new Gravity("force", "", 10, 2.5, 5, 2, 3, Set.of(), Verdict.LOCAL),
            new Gravity("force", "云溪镇", 9, 2, 5, 2, 3, Set.of(), Verdict.LOCAL),
            new Gravity("force", "云溪镇", 10, 2.6, 5, 2, 3, Set.of(), Verdict.LOCAL),
            new Gravity("force", "云溪镇", 10, 2.5, 4, 2, 3, Set.of(), Verdict.LOCAL),
            new Gravity("force", "云溪镇", 10, 2.5, 5, 1, 3, Set.of(), Verdict.LOCAL),
            new Gravity("force", "云溪镇", 10, 2.5, 5, 2, 2, Set.of(), Verdict.LOCAL),
            new Gravity("force", "云溪镇", 10, 2.5, 5, 2, 3, Set.of(), Verdict.UNDECIDED))) {
      assertThat(rules.propose(one).level()).as(one.toString()).isEqualTo(Level.ORDINARY);
    }
  }

  @Example
  void whatNothingExplained_isManyTimesMore() {
    LevelRules rules =
        new LevelRules(
            List.of(
                new Rule(
                    Level.LARGE,
                    "甲",
                    new When(null, null, null, null, null, null, null, null, 5.0))));
    Gravity first = new Gravity("", "", 1, 0, 1, 1, 0, Set.of(), Verdict.LOCAL);
    assertThat(rules.propose(first).level()).isEqualTo(Level.LARGE);
    Gravity none = new Gravity("", "", 0, 0, 0, 0, 0, Set.of(), Verdict.LOCAL);
    assertThat(rules.propose(none).level()).isEqualTo(Level.ORDINARY);
  }

  @Example
  void whatCannotBe_isRefused() {
    assertThatThrownBy(() -> when(null, Set.of("murder"), null, null))
        .hasMessageContaining("death, gunfire, custody and minor");
    assertThatThrownBy(() -> when(null, null, 0L, null)).hasMessageContaining("at least 1");
    for (double times : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> when(null, null, null, times)).hasMessageContaining("above 0");
    }
    assertThatThrownBy(() -> new Rule(Level.MAJOR, " ", when(null, null, 1L, null)))
        .hasMessageContaining("level, name and when");
  }

  @Provide
  Arbitrary<Gravity> gravities() {
    return Combinators.combine(
            Arbitraries.of("force", "discipline", "inaction", "fairness", "traffic", ""),
            sizes(700),
            Arbitraries.doubles().between(0, 200),
            sizes(300),
            sizes(8),
            sizes(500),
            Arbitraries.of(CLAIMS).set().ofMaxSize(2),
            Arbitraries.of(Verdict.class))
        .as(
            (theme, observed, expected, people, sources, reposts, claims, where) ->
                new Gravity(
                    theme, "", observed, expected, people, sources, reposts, claims, where));
  }

  /** Small ones as often as large ones. */
  private static Arbitrary<Long> sizes(long most) {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, Math.max(3, most / 20)),
        Arbitraries.longs().between(0, most));
  }

  private static Gravity with(Gravity g, Verdict where) {
    return new Gravity(
        g.theme(),
        g.place(),
        g.observed(),
        g.expected(),
        g.people(),
        g.sources(),
        g.reposts(),
        g.claims(),
        where);
  }

  private static Level level(Gravity gravity) {
    return STANDARD.propose(gravity).level();
  }

  private static Level level(
      String theme, long observed, long people, long sources, long reposts, String... claims) {
    return level(gravity(theme, observed, people, sources, reposts, claims));
  }

  private static Gravity gravity(
      String theme, long observed, long people, long sources, long reposts, String... claims) {
    return new Gravity(
        theme, "", observed, 2, people, sources, reposts, Set.of(claims), Verdict.LOCAL);
  }

  private static When when(Set<String> themes, Set<String> claims, Long observed, Double times) {
    return new When(themes, null, claims, null, observed, null, null, null, times);
  }
}
