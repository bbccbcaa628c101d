package org.qingting.pipeline.commands;

import java.io.IOException;
import java.util.stream.Collectors;
import org.qingting.model.Lead;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.search.OpinionReader;

/** A grave lead in words, for a terminal: what to verify, and no more than was claimed. */
final class LeadText {
  private static final int SNIPPET = 60;

  private final Words words;
  private final OpinionReader reader;

  LeadText(Words words, OpinionReader reader) {
    this.words = words;
    this.reader = reader;
  }

  /** All of it: what is claimed, where, when, how many posts, one of them. */
  String full(Lead lead) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("──── ").append(words.say("lead.title")).append(" ────\n");
    line(text, "lead.what", categories(lead));
    line(text, "lead.where", Terminal.line(lead.place()));
    line(text, "lead.at", Times.minute(lead.at()));
    line(text, "lead.count", words.say("lead.countText", lead.count()));
    for (Opinion opinion : reader.get(lead.posts()).stream().limit(1).toList()) {
      Post post = opinion.post();
      line(text, "lead.post", Terminal.cut(Terminal.line(post.fullText()), SNIPPET));
      if (!post.url().isEmpty()) {
        text.append("        ").append(Terminal.line(post.url())).append('\n');
      }
    }
    if (lead.heldBack() > 0) {
      text.append("  ").append(words.say("lead.heldBack", lead.heldBack())).append('\n');
    }
    return text.append("────────────────────").toString();
  }

  /** A line: more posts claim it, or more is claimed. */
  String grown(Lead lead) {
    return words.say("lead.grown", categories(lead), Terminal.line(lead.place()), lead.count());
  }

  private String categories(Lead lead) {
    return lead.categories().stream()
        .map(category -> words.say("lead." + category))
        .collect(Collectors.joining("、"));
  }

  private void line(StringBuilder text, String label, String value) {
    text.append("  ").append(words.say(label)).append("  ").append(value).append('\n');
  }
}
