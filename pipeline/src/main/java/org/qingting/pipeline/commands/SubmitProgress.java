package org.qingting.pipeline.commands;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.qingting.pipeline.submit.SessionCluster;

/** Tells how far a submission is. */
final class SubmitProgress implements Consumer<SessionCluster.Progress> {
  private final Words words;

  SubmitProgress(Words words) {
    this.words = words;
  }

  @Override
  public void accept(SessionCluster.Progress progress) {
    String key = "submit." + progress.step().name().toLowerCase(Locale.ROOT);
    boolean nothing = progress.values().equals(List.of(""));
    Terminal.ERR.println(
        Terminal.line(words.say(nothing ? key + ".nothing" : key, progress.values().toArray())));
  }

  void done(SessionCluster.Started started) {
    Terminal.OUT.println(words.say("submit.done", started.job()));
  }
}
