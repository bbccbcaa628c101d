package org.qingting.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Tone;

/** Opinions for tests: {@code opinion("a").text("……").tone(NEGATIVE).build()}. */
public final class TestOpinions {
  /** When test posts are published unless said otherwise. */
  public static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

  private TestOpinions() {}

  public static Builder opinion(String id) {
    return new Builder(id);
  }

  /** One opinion in the making. */
  public static final class Builder {
    private final String id;
    private String url = "";
    private String source = "river-forum";
    private Channel channel = Channel.ONLINE;
    private Instant published = NOON;
    private Instant fetched = Instant.parse("2027-01-01T00:00:00Z");
    private String title = "";
    private String text = "河东派出所的窗口今天照常办公。";
    private String thread = "";
    private String repostOf = "";
    private Engagement engagement = Engagement.NONE;
    private String words = "河东 派出所 窗口 今天 照常 办公";
    private boolean police = true;
    private Tone tone = Tone.NEUTRAL;
    private final List<String> themes = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final List<String> keywords = new ArrayList<>();
    private String incident = "";

    private Builder(String id) {
      this.id = id;
    }

    public Builder url(String value) {
      url = value;
      return this;
    }

    public Builder source(String value) {
      source = value;
      return this;
    }

    public Builder channel(Channel value) {
      channel = value;
      return this;
    }

    public Builder at(Instant value) {
      published = value;
      return this;
    }

    public Builder at(String value) {
      return at(Instant.parse(value));
    }

    public Builder fetched(Instant value) {
      fetched = value;
      return this;
    }

    public Builder title(String value) {
      title = value;
      return this;
    }

    public Builder text(String value) {
      text = value;
      return this;
    }

    public Builder thread(String value) {
      thread = value;
      return this;
    }

    public Builder repostOf(String value) {
      repostOf = value;
      return this;
    }

    public Builder engagement(Engagement value) {
      engagement = value;
      return this;
    }

    public Builder words(String value) {
      words = value;
      return this;
    }

    public Builder police(boolean value) {
      police = value;
      return this;
    }

    public Builder tone(Tone value) {
      tone = value;
      return this;
    }

    public Builder themes(String... values) {
      themes.addAll(List.of(values));
      return this;
    }

    public Builder places(String... values) {
      places.addAll(List.of(values));
      return this;
    }

    public Builder keywords(String... values) {
      keywords.addAll(List.of(values));
      return this;
    }

    public Builder incident(String value) {
      incident = value;
      return this;
    }

    public Opinion build() {
      Post post =
          new Post(
              id,
              url,
              source,
              channel,
              published,
              fetched,
              title,
              text,
              thread,
              repostOf,
              engagement);
      Analysis analysis =
          new Analysis(
              words,
              police,
              police ? List.of("派出所") : List.of(),
              tone,
              tone == Tone.NEGATIVE ? 0.8f : 0.1f,
              tone == Tone.NEUTRAL ? 0.8f : 0.1f,
              tone == Tone.POSITIVE ? 0.8f : 0.1f,
              List.copyOf(themes),
              List.copyOf(places),
              List.copyOf(keywords),
              "test-1",
              List.of());
      return new Opinion(post, analysis, incident);
    }
  }
}
