package org.qingting.pipeline.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets by reference: a configuration says {@code ${env:NAME}} or {@code ${file:/path}}, and the
 * process that needs the secret reads it there. Pure but for reading files.
 */
public final class SecretReferences {
  private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");
  private static final int LONGEST = 64 * 1024;

  private SecretReferences() {}

  /** Whether a text refers to a secret. */
  public static boolean isIn(String text) {
    return FORM.matcher(text).find();
  }

  /**
   * With all references replaced.
   *
   * @param environment gives a variable or null
   * @throws ConfigurationException naming the variable or file that is missing
   */
  public static String resolve(String text, UnaryOperator<String> environment)
      throws ConfigurationException {
    Matcher matcher = FORM.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String value =
          matcher.group(1).equals("env")
              ? variable(matcher.group(2), environment)
              : content(matcher.group(2));
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(resolved).toString();
  }

  private static String variable(String name, UnaryOperator<String> environment)
      throws ConfigurationException {
    String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      throw new ConfigurationException("the environment variable " + name + " is not set");
    }
    return value.strip();
  }

  private static String content(String file) throws ConfigurationException {
    try {
      Path path = Path.of(file);
      String value = Files.size(path) > LONGEST ? "" : Files.readString(path).strip();
      if (value.isEmpty()) {
        throw new ConfigurationException("the file " + file + " is empty or too long for a secret");
      }
      return value;
    } catch (IOException | InvalidPathException e) {
      // Its message may quote bytes of the file.
      throw new ConfigurationException("the file " + file + " cannot be read as UTF-8 text");
    }
  }
}
