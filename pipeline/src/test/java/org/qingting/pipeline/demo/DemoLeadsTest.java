package org.qingting.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.leads.LeadGate;
import org.qingting.alerts.leads.LeadLimits;
import org.qingting.alerts.leads.LeadReading;
import org.qingting.model.Channel;
import org.qingting.model.Lead;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.nlp.TextAnalyzer;

/** How many notices the invented county's two weeks bring, by the product's own reading. */
class DemoLeadsTest {
  private static final Instant OPENED = Instant.parse("2026-11-23T01:20:00Z");
  private static final Instant LATER = OPENED.plus(Duration.ofMinutes(20));

  @Test
  void ordinaryDays_bringNone_whateverTheSeed() {
    for (int seed = 1; seed <= 20; seed++) {
      assertThat(leads(seed, true, "")).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void theIncident_isAWave_andNoLead() {
    for (int seed = 1; seed <= 5; seed++) {
      assertThat(leads(seed, false, "")).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void oneGravePostAmongThem_bringsOneNotice() {
    assertThat(leads(1, true, "听荷路有人被捅死了，派出所的人刚到"))
        .singleElement()
        .satisfies(lead -> assertThat(lead.place()).isEqualTo("听荷路"))
        .satisfies(lead -> assertThat(lead.categories()).containsExactly("death"));
  }

  /** A look back at all of the script and one more post. */
  private static List<Lead> leads(long seed, boolean quiet, String last) {
    DemoScript script = DemoScript.write(DemoSettings.of(seed, quiet, OPENED));
    TextAnalyzer analyzer = TextAnalyzer.withPlaces(script.places());
    Predicate<String> ours = TextAnalyzer.area(script.places(), List.of());
    LeadGate gate = LeadGate.empty();
    List<Lead> leads = new ArrayList<>();
    Stream.concat(
            script.until(LATER).stream()
                .map(post -> post(post.id(), post.at(), post.title(), post.text())),
            Stream.of(post(0, LATER, "", last)))
        .map(post -> new Opinion(post, analyzer.analyze(post.fullText()), ""))
        .flatMap(opinion -> LeadReading.of(opinion, ours).stream())
        .map(LeadReading::asIfFetchedAtOnce)
        .flatMap(reading -> gate.consider(reading, LeadLimits.DEFAULT).stream())
        .forEach(leads::add);
    return leads;
  }

  private static Post post(long id, Instant at, String title, String text) {
    return new Post(
        String.format("%032x", id),
        "",
        "bbs",
        Channel.ONLINE,
        at,
        LATER,
        title,
        text,
        "",
        "",
        null);
  }
}
