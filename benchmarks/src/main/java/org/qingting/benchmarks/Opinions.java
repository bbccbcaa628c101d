package org.qingting.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.nlp.TextAnalyzer;

/** Read posts in the order of time, the same for the same seed; ids are told apart by a run. */
final class Opinions {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SECONDS_APART = 30;

  private final List<String> texts;
  private final List<Analysis> analyses;

  /** Writes and reads so many different posts; more opinions repeat their texts. */
  Opinions(int different) {
    PostTexts written = new PostTexts(1);
    TextAnalyzer analyzer = TextAnalyzer.standard();
    texts = Stream.generate(written::next).limit(different).toList();
    analyses = texts.stream().map(analyzer::analyze).toList();
  }

  /** The opinion of this number, from 0. */
  Opinion get(long number) {
    int which = (int) (number % texts.size());
    Instant at = START.plusSeconds(number * SECONDS_APART);
    Post post =
        new Post(
            String.format("%032x", number * 0x9E3779B97F4A7C15L),
            "https://forum.example.com/thread/" + number + ".html",
            "forum-" + which % 12,
            Channel.ONLINE,
            at,
            at.plusSeconds(60),
            "",
            texts.get(which),
            "",
            "",
            Engagement.NONE);
    return new Opinion(post, analyses.get(which), "");
  }
}
