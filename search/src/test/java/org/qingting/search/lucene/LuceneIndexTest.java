package org.qingting.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qingting.search.TestOpinions.NOON;
import static org.qingting.search.TestOpinions.opinion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Tone;
import org.qingting.search.IndexBusyException;
import org.qingting.search.OpinionIndex;
import org.qingting.search.OpinionIndexContract;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionWriter;

class LuceneIndexTest extends OpinionIndexContract {
  @TempDir Path folder;

  @Override
  protected OpinionIndex newIndex() {
    return new LuceneIndex(folder.resolve("home/index"));
  }

  @Test
  void makesNoDirectoryForAReader() throws IOException {
    Path path = folder.resolve("nothing");
    try (OpinionReader reader = new LuceneIndex(path).openReader()) {
      reader.refresh();
      assertThat(reader.count(OpinionQuery.ALL)).isZero();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void keepsNothingAboutWhoWrote() throws IOException {
    try (OpinionWriter writer = index.openWriter("")) {
      writer.put(
          opinion("a")
              .url("https://forum.example/t/1")
              .channel(Channel.ONLINE)
              .title("标题")
              .thread("t")
              .engagement(new Engagement(1, 1, 1, 1))
              .tone(Tone.NEGATIVE)
              .themes("force")
              .places("河东县")
              .keywords("窗口")
              .incident("i")
              .build());
      writer.put(opinion("b").repostOf("a").build());
      writer.commit();
    }

    Set<String> fields = new HashSet<>();
    try (Directory directory = FSDirectory.open(folder.resolve("home/index"));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      for (FieldInfo field : FieldInfos.getMergedFieldInfos(reader)) {
        fields.add(field.name);
      }
    }
    assertThat(fields).isEqualTo(OpinionFields.ALL);
    assertThat(fields)
        .noneMatch(name -> name.matches("(?i).*(author|person|people|user|writer|account).*"));
    // The stored form is exactly the components of the records, in order: nothing else fits in.
    List<String> stored = new ArrayList<>();
    for (Class<?> type :
        List.of(
            Opinion.class,
            org.qingting.model.Post.class,
            org.qingting.model.Analysis.class,
            Engagement.class)) {
      for (var component : type.getRecordComponents()) {
        stored.add(component.getName());
      }
    }
    assertThat(stored)
        .containsExactlyInAnyOrder(
            "post",
            "analysis",
            "incident",
            "id",
            "url",
            "source",
            "channel",
            "publishedAt",
            "fetchedAt",
            "title",
            "text",
            "thread",
            "repostOf",
            "engagement",
            "words",
            "police",
            "mentions",
            "tone",
            "negative",
            "neutral",
            "positive",
            "themes",
            "places",
            "keywords",
            "leads",
            "version",
            "likes",
            "comments",
            "shares",
            "views");
  }

  @Test
  void exportsMoreThanItSortsAtATime() throws IOException {
    int posts = 20_500;
    try (OpinionWriter writer = index.openWriter("")) {
      for (int i = 0; i < posts; i++) {
        writer.put(opinion("p" + i).at(NOON.plusSeconds((i * 7919L) % 1000)).words("").build());
      }
      writer.commit();
    }
    Set<String> seen = new HashSet<>();
    Instant[] last = {Instant.EPOCH};
    boolean[] ordered = {true};
    try (OpinionReader reader = index.openReader()) {
      reader.forEach(
          OpinionQuery.ALL,
          hit -> {
            seen.add(hit.opinion().post().id());
            ordered[0] &= !hit.opinion().post().eventTime().isBefore(last[0]);
            last[0] = hit.opinion().post().eventTime();
          });
    }

    assertThat(seen).hasSize(posts);
    assertThat(ordered[0]).isTrue();
  }

  @Test
  void manyReadersRefreshAndSearchWhileOneWrites() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (OpinionReader reader = index.openReader();
        OpinionWriter writer = index.openWriter("")) {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(
            threads.submit(
                () -> {
                  long before = 0;
                  while (!done.get()) {
                    reader.refresh();
                    long now = reader.count(OpinionQuery.ALL.withText("窗口"));
                    if (now < before) {
                      throw new AssertionError(now + " after " + before);
                    }
                    before = now;
                  }
                  return before;
                }));
      }
      for (int i = 0; i < 600; i++) {
        writer.put(opinion("p" + i).build());
        if (i % 20 == 0) {
          writer.release(writer.commit());
        }
      }
      writer.commit();
      done.set(true);
      for (Future<Long> each : readers) {
        assertThat(each.get()).isPositive();
      }
      reader.refresh();
      assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(600);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  // A full disk

  @Test
  void aFullDiskLeavesTheLastCommitWhole() throws IOException {
    Path path = folder.resolve("full");
    AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    LuceneIndex small =
        new LuceneIndex(path, p -> new SmallDisk(FSDirectory.open(p), room), () -> "s");
    Random random = new Random(7);
    String commit;
    try (OpinionWriter writer = small.openWriter("")) {
      for (int i = 0; i < 50; i++) {
        writer.put(opinion("p" + i).text(randomText(random)).build());
      }
      commit = writer.commit();
    }
    int failures = 0;
    for (long left : new long[] {0, 1, 100, 1000, 5000, 20_000, 60_000}) {
      room.set(Long.MAX_VALUE);
      OpinionWriter writer = small.openWriter(commit);
      room.set(left);
      try {
        for (int i = 0; i < 200; i++) {
          writer.put(opinion("q" + i).text(randomText(random)).build());
        }
        writer.commit();
      } catch (IOException e) {
        failures++;
        assertThat(e)
            .hasMessageContaining("No space left")
            .hasMessageContaining(commit)
            .hasMessageContaining("open the writer again");
        assertThatThrownBy(() -> writer.put(opinion("later").build()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("earlier error");
        assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);
      } finally {
        writer.close();
      }
      try (OpinionReader reader = new LuceneIndex(path).openReader()) {
        assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(50);
      }
    }
    assertThat(failures).isEqualTo(7);
    room.set(Long.MAX_VALUE);
    try (OpinionWriter writer = small.openWriter(commit)) {
      writer.put(opinion("q").build());
      writer.commit();
    }
    try (OpinionReader reader = new LuceneIndex(path).openReader()) {
      assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(51);
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append((char) (0x4E00 + random.nextInt(5000)));
    }
    return text.toString();
  }

  /** Has room for so many more bytes. */
  private static final class SmallDisk extends FilterDirectory {
    private final AtomicLong room;

    SmallDisk(Directory in, AtomicLong room) {
      super(in);
      this.room = room;
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
      return limited(in.createOutput(name, context));
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
        throws IOException {
      return limited(in.createTempOutput(prefix, suffix, context));
    }

    private IndexOutput limited(IndexOutput out) {
      return new FilterIndexOutput("limited", out.getName(), out) {
        @Override
        public void writeByte(byte b) throws IOException {
          take(1);
          super.writeByte(b);
        }

        @Override
        public void writeBytes(byte[] b, int offset, int length) throws IOException {
          take(length);
          super.writeBytes(b, offset, length);
        }
      };
    }

    private void take(int bytes) throws IOException {
      if (room.addAndGet(-bytes) < 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAClearError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> new LuceneIndex(file.resolve("index")).openWriter("").close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot make the index directory");
  }

  @Test
  void aDamagedIndexIsAClearError() throws IOException {
    Path path = folder.resolve("home/index");
    String commit;
    try (OpinionWriter writer = index.openWriter("")) {
      writer.put(opinion("a").build());
      commit = writer.commit();
    }
    try (var files = Files.newDirectoryStream(path, "segments_*")) {
      for (Path file : files) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }

    assertThatThrownBy(() -> index.openWriter(commit).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("restore it from a backup");
  }

  // kill -9

  @Test
  void goesOnAtACommitOfAKilledProcess() throws Exception {
    Path path = folder.resolve("killed");
    String kept = "";
    Random random = new Random(11);
    for (int round = 0; round < 3; round++) {
      List<String> commits = new ArrayList<>();
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-Xmx128m",
                  Child.class.getName(),
                  path.toString(),
                  kept)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      int enough = 5 + random.nextInt(10);
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line; commits.size() < enough && (line = out.readLine()) != null; ) {
          commits.add(line);
        }
        assertThatThrownBy(() -> new LuceneIndex(path).openWriter("").close())
            .isInstanceOf(IndexBusyException.class);
      } finally {
        child.destroyForcibly().waitFor();
      }
      assertThat(commits).hasSize(enough);

      // Back to a commit before the last, as if only that one had made it into a checkpoint.
      String[] known = commits.get(enough - 3).split(" ", 2);
      kept = known[0];
      try (OpinionWriter writer = new LuceneIndex(path).openWriter(kept)) {
        assertThat(writer.commit()).isEqualTo(kept);
      }
      try (OpinionReader reader = new LuceneIndex(path).openReader()) {
        assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(Long.parseLong(known[1]));
      }
    }
  }

  /** Writes without end from a commit, and prints each commit with how many posts it holds. */
  static final class Child {
    public static void main(String[] args) throws IOException {
      LuceneIndex index = new LuceneIndex(Path.of(args[0]));
      long held;
      try (OpinionWriter writer = index.openWriter(args[1])) {
        try (OpinionReader reader = index.openReader()) {
          held = reader.count(OpinionQuery.ALL);
        }
        while (true) {
          for (int i = 0; i < 100; i++) {
            writer.put(opinion("p" + held++).build());
          }
          System.out.println(writer.commit() + " " + held);
        }
      }
    }
  }
}
