package org.qingting.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.Selectors;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.fetch.Validators;

class FrontierCodecTest {
  private static final CrawlLimits LIMITS = CrawlLimits.DEFAULT;

  @Property(tries = 100)
  void isTheSameAfterWritingAndReading(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 5) int sources) throws IOException {
    Random random = new Random(seed);
    List<SourceFrontier> written =
        java.util.stream.IntStream.range(0, sources)
            .mapToObj(i -> sample("source-" + i, random, random.nextInt(40), sources))
            .toList();
    byte[] bytes = FrontierCodec.write(written);
    List<SourceFrontier> read = FrontierCodec.read(bytes, LIMITS, sources);
    assertThat(FrontierCodec.write(read)).isEqualTo(bytes);
    for (int i = 0; i < sources; i++) {
      assertThat(read.get(i))
          .usingRecursiveComparison()
          .ignoringFields("details", "posts") // hash tables; their content is in the bytes above
          .isEqualTo(written.get(i));
    }
  }

  /** Written by the first release: it must be readable for ever. */
  @Test
  void readsTheStateThatTheFirstReleaseWrote() throws IOException {
    byte[] stored;
    try (InputStream in = FrontierCodecTest.class.getResourceAsStream("host-split-v1.bin")) {
      stored = in.readAllBytes();
    }
    SourceSpec spec =
        new SourceSpec(
            "board",
            "",
            SourceSpec.Kind.FORUM,
            "http://bbs.example/",
            Duration.ofMinutes(5),
            Selectors.NONE);
    SourceFrontier source =
        FrontierCodec.read(new PostSplitSerializer().deserialize(1, stored).state(), LIMITS, 1)
            .get(0);
    assertThat(source.id).isEqualTo("board");
    assertThat(source.shape).isEqualTo(SourceFrontier.shapeOf(spec));
    assertThat(source.validators).isEqualTo(new Validators("\"v1\"", ""));
    assertThat(source.backfilled).isTrue();
    assertThat(source.polledThrough).isEqualTo(1_772_445_600_000L);
    assertThat(source.lookBegan).isEqualTo(1_772_445_900_000L);
    assertThat(source.queue)
        .containsExactly(
            new Detail("http://bbs.example/t2", Keys.of("http://bbs.example/t2", "3"), "", 0, 1),
            new Detail("http://bbs.example/t3", 5, "http://bbs.example/t3?p=2", 1, 0));
    assertThat(source.marks).containsExactly(java.util.Map.entry(7L, "http://bbs.example/t1?p=4"));
    assertThat(source.details.contains(11)).isTrue();
    assertThat(source.posts.contains(12)).isTrue();
    assertThat(source.posts.contains(11)).isFalse();
    assertThat(source.next("host:bbs.example:80", spec, source.lookBegan).detail())
        .isEqualTo(source.queue.peekFirst());
  }

  @Test
  void saysWhatToDo_withAStateOfANewerProgram() {
    assertThatIOException()
        .isThrownBy(() -> FrontierCodec.read(new byte[] {2, 0, 0, 0, 0}, LIMITS, 1))
        .withMessageContaining("version 2")
        .withMessageContaining("newer");
  }

  @Test
  void staysUnderAMegabyteAHost_whenEverythingIsFull() throws IOException {
    for (int sources : new int[] {1, 4, 20}) {
      Random random = new Random(sources);
      List<SourceFrontier> all =
          java.util.stream.IntStream.range(0, sources)
              .mapToObj(i -> full("source-" + i, random, sources))
              .toList();
      assertThat(FrontierCodec.write(all).length).isLessThan(1 << 20);
    }
  }

  private static SourceFrontier full(String id, Random random, int share) {
    SourceFrontier source = new SourceFrontier(id, 1, LIMITS, share);
    int urlLength = 300;
    for (int bytes = 0; bytes < SourceFrontier.QUEUE_BYTES / share; bytes += urlLength) {
      source.enqueue(new Detail("u".repeat(urlLength), random.nextLong(), "", 0, 0));
    }
    for (int i = 0; i < Math.max(20, SourceFrontier.MOST_MARKS / share); i++) {
      source.marks.put(random.nextLong(), "m".repeat(SourceFrontier.LONGEST_MARK));
    }
    for (int i = 0; i < 50_000; i++) {
      source.details.addIfNew(random.nextLong());
      source.posts.addIfNew(random.nextLong());
    }
    return source;
  }

  private static SourceFrontier sample(String id, Random random, int size, int share) {
    SourceFrontier source = new SourceFrontier(id, random.nextLong(), LIMITS, share);
    source.nextLook = random.nextLong();
    source.lookBegan = random.nextLong();
    source.listPage = "http://a.example/页?" + random.nextInt();
    source.listPages = random.nextInt();
    source.listDone = random.nextBoolean();
    source.listFailing = random.nextBoolean();
    source.backfilled = random.nextBoolean();
    source.polledThrough = random.nextLong();
    source.failures = random.nextInt();
    source.notBefore = random.nextLong();
    source.validators = new Validators("\"" + random.nextInt() + "\"", "Mon, 02 Mar 2026");
    for (int i = 0; i < size; i++) {
      source.enqueue(
          new Detail(
              "http://a.example/" + random.nextInt(),
              random.nextLong(),
              random.nextBoolean() ? "" : "http://a.example/p",
              random.nextInt(100),
              random.nextInt(3)));
      source.marks.put(random.nextLong(), "http://a.example/" + i);
      source.details.addIfNew(random.nextLong());
      source.posts.addIfNew(random.nextLong());
    }
    return source;
  }
}
