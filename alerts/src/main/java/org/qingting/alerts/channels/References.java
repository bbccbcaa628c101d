package org.qingting.alerts.channels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what settings refer to, and remembers it, so that it can be kept out of what is said.
 *
 * <p>Used by one thread.
 */
final class References {
  static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");
  private static final int LONGEST = 64 * 1024;

  private final UnaryOperator<String> environment;
  private final List<Secret> found = new ArrayList<>();

  /**
   * In an environment.
   *
   * @param environment gives a variable or null
   */
  References(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /** All that was read. */
  List<Secret> found() {
    return found;
  }

  Secret resolve(Secret settings) throws ChannelException {
    return resolve(settings, UnaryOperator.identity());
  }

  /**
   * With all references replaced; null stays null.
   *
   * @param escape makes each value fit into the text around it
   * @throws ChannelException naming the variable or file that is missing
   */
  Secret resolve(Secret settings, UnaryOperator<String> escape) throws ChannelException {
    if (settings == null) {
      return null;
    }
    Matcher matcher = FORM.matcher(settings.reveal());
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String value =
          matcher.group(1).equals("env") ? variable(matcher.group(2)) : content(matcher.group(2));
      found.add(Secret.of(value));
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(escape.apply(value)));
    }
    return Secret.of(matcher.appendTail(resolved).toString());
  }

  private String variable(String name) throws ChannelException {
    String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      throw new ChannelException("the environment variable " + name + " is not set");
    }
    return value.strip();
  }

  private static String content(String file) throws ChannelException {
    try {
      Path path = Path.of(file);
      String value = Files.size(path) > LONGEST ? "" : Files.readString(path).strip();
      if (value.isEmpty()) {
        throw new ChannelException("the file " + file + " is empty or too long for a secret");
      }
      return value;
    } catch (IOException | InvalidPathException e) {
      // Its message may quote bytes of the file.
      throw new ChannelException("the file " + file + " cannot be read as UTF-8 text");
    }
  }
}
