package org.qingting.pipeline.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file as it is written, and the variables in it. */
final class ComposeFile {
  static final Path ROOT = Path.of("..");
  private static final Pattern VARIABLE =
      Pattern.compile("(?<!\\$)\\$(?:\\{([A-Z_]+)(?:(:?[-?])([^}]*))?\\}|([A-Z_]+))");

  private final String text;
  private final Map<String, Object> tree;

  private ComposeFile(String text, Map<String, Object> tree) {
    this.text = text;
    this.tree = tree;
  }

  /**
   * A use of a variable.
   *
   * @param name of the variable
   * @param fallback its default; empty where there is none
   * @param required whether its lack stops everything
   */
  record Use(String name, Optional<String> fallback, boolean required) {}

  static ComposeFile read() throws IOException {
    String text = Files.readString(ROOT.resolve("docker-compose.yml"));
    Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new ComposeFile(text, map(tree));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object node) {
    return node == null ? Map.of() : (Map<String, Object>) node;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object node) {
    return node == null ? List.of() : (List<Object>) node;
  }

  Map<String, Object> tree() {
    return tree;
  }

  Map<String, Map<String, Object>> services() {
    Map<String, Map<String, Object>> services = new TreeMap<>();
    map(tree.get("services")).forEach((name, service) -> services.put(name, map(service)));
    return services;
  }

  /** Every variable that Compose fills in; comments and what a container's shell reads are not. */
  List<Use> variables() {
    String lines =
        text.lines()
            .filter(line -> !line.strip().startsWith("#"))
            .collect(Collectors.joining("\n"));
    List<Use> uses = new ArrayList<>();
    Matcher found = VARIABLE.matcher(lines.replace("$$", ""));
    while (found.find()) {
      String name = found.group(1) == null ? found.group(4) : found.group(1);
      String kind = found.group(2) == null ? "" : found.group(2);
      uses.add(
          new Use(
              name,
              kind.endsWith("-") ? Optional.of(found.group(3)) : Optional.empty(),
              kind.endsWith("?")));
    }
    return uses;
  }

  /** The variables as they are when nothing is set. */
  static String filled(String value) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(found.group(3) == null ? "" : found.group(3).strip()));
  }

  /** The example of the file with the variables, by name. */
  static Map<String, String> exampleEnvironment() throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (String line : Files.readAllLines(ROOT.resolve(".env.example"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int at = line.indexOf('=');
        values.put(line.substring(0, at), line.substring(at + 1));
      }
    }
    return values;
  }
}
