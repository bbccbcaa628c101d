package org.qingting.search;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qingting.search.TestOpinions.NOON;
import static org.qingting.search.TestOpinions.opinion;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qingting.model.Opinion;

/** What holds for every {@link OpinionIndex} beside what its readers see. */
public abstract class OpinionIndexContract extends OpinionReaderContract {
  protected OpinionIndex index;

  /** An index that does not exist yet. */
  protected abstract OpinionIndex newIndex() throws IOException;

  @Override
  protected OpinionReader openReader() throws IOException {
    if (index == null) {
      index = newIndex();
    }
    return index.openReader();
  }

  @Override
  protected void store(Opinion... opinions) throws IOException {
    try (OpinionWriter writer = index.openWriter("")) {
      for (Opinion opinion : opinions) {
        writer.put(opinion);
      }
      writer.commit();
    }
  }

  private String keep(Opinion... opinions) throws IOException {
    return keepFrom("", opinions);
  }

  private String keepFrom(String from, Opinion... opinions) throws IOException {
    try (OpinionWriter writer = index.openWriter(from)) {
      for (Opinion opinion : opinions) {
        writer.put(opinion);
      }
      String commit = writer.commit();
      reader.refresh();
      return commit;
    }
  }

  private String ids(OpinionQuery query) throws IOException {
    return reader.search(query, Order.OLDEST, 1000, "").hits().stream()
        .map(hit -> hit.opinion().post().id())
        .collect(joining(" "));
  }

  @Test
  void refusesAnOpinionThatLacksWhatItNeeds_andGoesOn() throws IOException {
    try (OpinionWriter writer = index.openWriter("")) {
      assertThatThrownBy(() -> writer.put(opinion("").build()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.put(opinion("x").text(null).build()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("text");
      writer.put(opinion("a").build());
      writer.commit();
    }
    reader.refresh();

    assertThat(ids(OpinionQuery.ALL)).isEqualTo("a");
  }

  // Commits

  @Test
  void showsNothingBeforeCommitAndRefresh() throws IOException {
    try (OpinionWriter writer = index.openWriter("")) {
      writer.put(opinion("a").build());
      reader.refresh();
      assertThat(reader.count(OpinionQuery.ALL)).isZero();

      writer.commit();
      assertThat(reader.count(OpinionQuery.ALL)).isZero();

      reader.refresh();
      assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(1);
    }
  }

  @Test
  void closingDropsWhatWasNotCommitted() throws IOException {
    keep(opinion("a").build());
    try (OpinionWriter writer = index.openWriter("")) {
      writer.put(opinion("b").build());
    }

    keep();

    assertThat(ids(OpinionQuery.ALL)).isEqualTo("a");
  }

  @Test
  void namesACommitOnlyWhenSomethingChanged() throws IOException {
    try (OpinionWriter writer = index.openWriter("")) {
      String empty = writer.commit();
      assertThat(empty).isNotEmpty();
      assertThat(writer.commit()).isEqualTo(empty);
      writer.put(opinion("a").build());
      String one = writer.commit();
      assertThat(one).isNotEqualTo(empty);
      assertThat(writer.commit()).isEqualTo(one);
    }
  }

  @Test
  void namesTheSameCommitAfterOpeningAgain() throws IOException {
    String first = keep(opinion("a").build());

    assertThat(keep()).isEqualTo(first);
    assertThat(keepFrom(first)).isEqualTo(first);
  }

  @Test
  void goesBackToAnOlderCommitAndForgetsTheLaterOnes() throws IOException {
    String first = keep(opinion("a").text("第一次").build());
    String second = keep(opinion("b").build(), opinion("a").text("第二次").build());
    keep(opinion("c").build());

    String other = keepFrom(first, opinion("d").at(NOON.plusSeconds(1)).build());

    assertThat(other).isNotIn(first, second);
    assertThat(ids(OpinionQuery.ALL)).isEqualTo("a d");
    assertThat(reader.get("a").orElseThrow().post().text()).isEqualTo("第一次");
    assertThatThrownBy(() -> index.openWriter(second).close()).isInstanceOf(IOException.class);
  }

  @Test
  void staysAtTheOlderCommitWhenTheWriterCommitsNothing() throws IOException {
    String first = keep(opinion("a").build());
    keep(opinion("b").build());

    index.openWriter(first).close();
    reader.refresh();
    assertThat(ids(OpinionQuery.ALL)).isEqualTo("a");

    assertThat(keepFrom("")).isEqualTo(first);
  }

  @Test
  void aReaderFollowsAWriterThatGoesBackAgainAndAgain() throws IOException {
    String base = keep(opinion("base").build());
    Set<String> names = new HashSet<>(Set.of(base));
    for (int round = 0; round < 5; round++) {
      // The same numbers of commits and documents each time: nothing but names tells them apart.
      String id = "round-" + round;
      try (OpinionWriter writer = index.openWriter(base)) {
        writer.put(opinion(id).at(NOON.plusSeconds(round)).build());
        names.add(writer.commit());
        writer.put(opinion("base").text("第" + round + "回").build());
        names.add(writer.commit());
      }
      reader.refresh();
      assertThat(ids(OpinionQuery.ALL)).isEqualTo("base " + id);
      assertThat(reader.get("base").orElseThrow().post().text()).isEqualTo("第" + round + "回");
      index.openWriter(base).close();
    }
    assertThat(names).hasSize(11);
  }

  @Test
  void anOpenReaderKeepsItsSightUntilItRefreshes() throws IOException {
    String first = keep(opinion("a").build());
    keep(opinion("b").build());
    try (OpinionWriter writer = index.openWriter(first)) {
      writer.put(opinion("c").build());
      writer.release(writer.commit());
    }

    assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(2);
    assertThat(reader.get("b")).isPresent();

    reader.refresh();
    assertThat(reader.get("b")).isEmpty();
    assertThat(reader.get("c")).isPresent();
  }

  @Test
  void anUnknownCommitIsAnErrorThatNamesTheKnownOnes() throws IOException {
    String first = keep(opinion("a").build());

    assertThatThrownBy(() -> index.openWriter("17-nowhere").close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("17-nowhere")
        .hasMessageContaining(first);
    assertThat(keepFrom(first, opinion("b").build())).isNotEqualTo(first);
  }

  @Test
  void aCommitOfAnIndexThatIsGoneIsAnError() {
    assertThatThrownBy(() -> index.openWriter("17-nowhere").close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
  }

  @Test
  void releaseForgetsOlderCommitsAndKeepsTheRest() throws IOException {
    String first = keep(opinion("a").build());
    String second = keep(opinion("b").build());
    String third = keep(opinion("c").build());
    try (OpinionWriter writer = index.openWriter("")) {
      writer.release(second);
      writer.release(second);
      writer.release(first);
      assertThatThrownBy(() -> writer.release("99-unknown"))
          .isInstanceOf(IllegalArgumentException.class);
    }

    assertThatThrownBy(() -> index.openWriter(first).close()).isInstanceOf(IOException.class);
    index.openWriter(third).close();
    keepFrom(second);
    assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(2);
  }

  @Test
  void aSecondWriterIsRefusedUntilTheFirstCloses() throws IOException {
    try (OpinionWriter writer = index.openWriter("")) {
      writer.put(opinion("a").build());
      assertThatThrownBy(() -> index.openWriter("").close())
          .isInstanceOf(IndexBusyException.class)
          .hasMessageContaining("one may write");
      writer.commit();
    }
    keep(opinion("b").build());

    assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(2);
  }

  @Test
  void aClosedWriterOrReaderSaysSo() throws IOException {
    OpinionWriter writer = index.openWriter("");
    writer.close();
    writer.close();
    assertThatThrownBy(() -> writer.put(opinion("a").build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);

    OpinionReader closed = index.openReader();
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.count(OpinionQuery.ALL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }
}
