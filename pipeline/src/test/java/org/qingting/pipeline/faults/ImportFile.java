package org.qingting.pipeline.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

/** A file of posts to import, and which of them a home's index then holds. */
final class ImportFile {
  private static final Instant FIRST =
      OffsetDateTime.parse("2026-10-01T08:00:00+08:00").toInstant();
  private static final String[] TEXTS = {"户籍窗口的民警很耐心", "报警半天没人来", "交警在路口执勤", "派出所提醒防范诈骗", "辅警态度生硬"};

  private ImportFile() {}

  /** Writes so many posts; each says its number in its address. */
  static Path write(Path file, int posts) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < posts; i++) {
        out.write(
            String.format(
                "{\"url\":\"http://bbs.example/post/%d\",\"source\":\"bbs\",\"publishedAt\":\"%s\","
                    + "\"text\":\"%s，编号%d\",\"author\":\"示例网友%d\"}%n",
                i, FIRST.plusSeconds(300L * i), TEXTS[i % TEXTS.length], i, i % 997));
      }
    }
    return file;
  }

  /** The numbers of all posts that the index holds, as often as it holds them. */
  static List<Integer> kept(Path home) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try (OpinionReader reader = new LuceneIndex(new HomePaths(home).index()).openReader()) {
      reader.forEach(
          OpinionQuery.ALL.withReposts(true),
          hit -> {
            String url = hit.opinion().post().url();
            numbers.add(Integer.parseInt(url.substring(url.lastIndexOf('/') + 1)));
          });
    }
    return numbers;
  }

  /** The counts with which an import ended. */
  static JsonNode counts(QingtingProcess ended) throws IOException {
    List<String> lines = ended.out().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }
}
