package org.qingting.pipeline.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Gives Kafka's clients what settings refer to by <code>${env:NAME}</code> or <code>${file:/path}
 * </code>. Clients read it in the process where they are made, so that no secret is stored with a
 * job. Made by Kafka, by reflection: hence public.
 */
public final class SecretReferences implements ConfigProvider {
  static final Pattern FORM = Pattern.compile("\\$\\{(?:env|file):[^}]+}");

  private static final String KIND = "kind";
  private static final int LONGEST = 64 * 1024;

  private final UnaryOperator<String> environment;
  private boolean files;

  /** Of this process. */
  public SecretReferences() {
    this(System::getenv);
  }

  SecretReferences(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /** Properties that make a client ask here. */
  static Map<String, String> asProperties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("config.providers", "env,file");
    for (String kind : new String[] {"env", "file"}) {
      properties.put("config.providers." + kind + ".class", SecretReferences.class.getName());
      properties.put("config.providers." + kind + ".param." + KIND, kind);
    }
    return properties;
  }

  @Override
  public void configure(Map<String, ?> configuration) {
    files = "file".equals(configuration.get(KIND));
  }

  @Override
  public ConfigData get(String path) {
    throw new ConfigException("name what is referred to: ${env:NAME} or ${file:/path}");
  }

  @Override
  public ConfigData get(String path, Set<String> keys) {
    Map<String, String> found = new HashMap<>();
    for (String key : keys) {
      found.put(key, files ? content(key) : variable(key));
    }
    return new ConfigData(found);
  }

  private String variable(String name) {
    String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      throw new ConfigException("the environment variable " + name + " is not set");
    }
    return value.strip();
  }

  private static String content(String file) {
    try {
      Path path = Path.of(file);
      String value = Files.size(path) > LONGEST ? "" : Files.readString(path).strip();
      if (value.isEmpty()) {
        throw new ConfigException("the file " + file + " is empty or too long for a secret");
      }
      return value;
    } catch (IOException | InvalidPathException e) {
      // Its message may quote bytes of the file.
      throw new ConfigException("the file " + file + " cannot be read as UTF-8 text");
    }
  }

  @Override
  public void close() {}
}
