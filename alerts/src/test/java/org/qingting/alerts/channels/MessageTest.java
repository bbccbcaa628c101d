package org.qingting.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.policy.Level;

class MessageTest {

  private static List<String> fields(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  @Test
  void messages_haveNoFieldForAPrivatePersonsWordsOrAddress() {
    assertThat(fields(Notification.class))
        .containsExactly(
            "id",
            "kind",
            "level",
            "title",
            "theme",
            "place",
            "counts",
            "headlines",
            "sources",
            "path",
            "mentions",
            "at");
    assertThat(fields(Headline.class)).containsExactly("outlet", "title");
    assertThat(fields(Counts.class))
        .containsExactly("observed", "expected", "people", "sources", "reposts");
    assertThat(fields(Digest.class)).containsExactly("id", "top", "others", "at");
  }

  @Test
  void aLink_canOnlyLeadToTheOfficesOwnConsole() {
    for (String path :
        List.of(
            "https://evil.example", "//evil.example", "alerts/1", "/a b", "/a\n", "/a)b", "/@")) {
      assertThatThrownBy(() -> at(path)).as(path).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new PublicUrl("https://office.example.org/q/").of(at("/alerts/1?t=x%20y").path()))
        .isEqualTo("https://office.example.org/q/alerts/1?t=x%20y");
    assertThat(new PublicUrl("").of("/alerts/1")).isEmpty();
    for (String url :
        List.of("ftp://a", "https://a/?q", "https://a)b", "javascript:x", "https://")) {
      assertThatThrownBy(() -> Channels.checkPublicUrl(url))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Notification at(String path) {
    return new Notification(
        "p",
        Notification.Kind.LEAD,
        Level.LARGE,
        "",
        "",
        "",
        Counts.NONE,
        List.of(),
        List.of(),
        path,
        Mentions.NONE,
        TestClock.START);
  }

  @Test
  void nobodyCanMentionEverybody() {
    for (String id : List.of("all", "ALL", "@all", "a b", "a>b", "")) {
      assertThatThrownBy(() -> new Mentions(List.of(), List.of(id))).as(id).isNotNull();
    }
    assertThatThrownBy(() -> new Mentions(List.of("@all"), List.of())).isNotNull();
  }

  @Test
  void aTest_isMarkedAsOne_andALeadAsUnverified() {
    assertThat(Wording.subject(Notification.test(TestClock.START))).startsWith("【测试】");
    assertThat(Wording.subject(at("/"))).startsWith("【重大线索·待核实】");
  }
}
