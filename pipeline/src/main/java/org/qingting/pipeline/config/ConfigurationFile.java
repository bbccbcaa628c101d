package org.qingting.pipeline.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.qingting.alerts.channels.Secret;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code qingting.yaml} strictly. */
public final class ConfigurationFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationDeserializer()))
          .build();

  private static final List<String> SECRET_BLOCKS =
      List.of(" (in channels", " (in kafka", " (in elasticsearch");

  private ConfigurationFile() {}

  /**
   * Reads a file.
   *
   * @throws ConfigurationException when it does not exist, is no YAML, or says what cannot be
   */
  public static Configuration read(Path file) throws ConfigurationException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          file + " does not exist: copy qingting.example.yaml to it and adapt it");
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file + " is not UTF-8: save it as UTF-8");
    } catch (IOException e) {
      throw new ConfigurationException(file + " cannot be read: " + e.getMessage());
    }
    return parse(file.toString(), text);
  }

  static Configuration parse(String name, String text) throws ConfigurationException {
    try {
      if (text.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"))) {
        return Configuration.DEFAULT;
      }
      return YAML.readValue(text, Configuration.class);
    } catch (JsonMappingException e) {
      throw new ConfigurationException(explain(name + line(text, e), e));
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      throw new ConfigurationException(
          explain(location == null ? name : name + " line " + location.getLineNr(), e));
    }
  }

  /**
   * The line in which the key stands that an exception is about. Its own location is where the
   * reader had got to by then, which may be the end of the block.
   */
  private static String line(String text, JsonMappingException e) {
    Node node;
    try {
      node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (YAMLException broken) {
      node = null;
    }
    int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    for (Object step : path(e)) {
      Node next = null;
      if (node instanceof MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
          if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step)) {
            next = entry.getValueNode();
            line = key.getStartMark().getLine() + 1;
          }
        }
      } else if (node instanceof SequenceNode list
          && step instanceof Integer index
          && index >= 0
          && index < list.getValue().size()) {
        next = list.getValue().get(index);
        line = next.getStartMark().getLine() + 1;
      }
      node = next;
    }
    return line < 1 ? "" : " line " + line;
  }

  /** Keys, and indexes within lists, down to what an exception is about. */
  private static List<Object> path(JsonMappingException e) {
    List<Object> path = new ArrayList<>();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.add(step.getFieldName() == null ? (Object) step.getIndex() : step.getFieldName());
    }
    if (e.getCause() instanceof RefusedValue refused) {
      path.addAll(refused.path());
    }
    return path;
  }

  private static String explain(String at, JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return at
          + ": unknown key '"
          + unknown.getPropertyName()
          + "'"
          + within(unknown)
          + "; known keys: "
          + unknown.getKnownPropertyIds().stream()
              .map(Objects::toString)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    if (e instanceof ValueInstantiationException impossible
        && impossible.getCause() instanceof NullPointerException) {
      return at + ": a value is missing: write it, or leave out its line" + within(impossible);
    }
    if (e instanceof ValueInstantiationException impossible && impossible.getCause() != null) {
      return at + ": " + impossible.getCause().getMessage() + within(impossible);
    }
    if (e instanceof InvalidTypeIdException kind) {
      return at
          + ": a kind is needed here, one of "
          + Arrays.stream(
                  kind.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class).value())
              .map(JsonSubTypes.Type::name)
              .collect(Collectors.joining(" "))
          + within(kind);
    }
    if (e instanceof InvalidFormatException format) {
      String where = within(format);
      // What stands among these keys may be a secret at the wrong place.
      String value =
          SECRET_BLOCKS.stream().anyMatch(where::startsWith)
              ? "this"
              : "'" + format.getValue() + "'";
      return at + ": " + value + " is not " + wanted(format) + where;
    }
    if (e instanceof MismatchedInputException mismatch) {
      return at + ": " + wanted(mismatch) + " is needed here" + within(mismatch);
    }
    return at + ": " + firstLine(e.getOriginalMessage());
  }

  private static String wanted(MismatchedInputException e) {
    Class<?> type = e.getTargetType();
    if (type == null) {
      return "something else";
    }
    if (type == Duration.class) {
      return "a duration such as 500ms, 2s, 10m, 1h or 7d";
    }
    if (type.isEnum()) {
      StringBuilder names = new StringBuilder("one of");
      for (Object constant : type.getEnumConstants()) {
        names.append(' ').append(constant.toString().toLowerCase(Locale.ROOT));
      }
      return names.toString();
    }
    if (type == Integer.class || type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    if (type == LocalTime.class) {
      return "a time of day in quotes such as \"08:00\"";
    }
    if (type == LocalDate.class) {
      return "a date in quotes such as \"2027-01-01\"";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list (lines that begin with '- ')";
    }
    return type == String.class || type == Secret.class ? "a text" : "a block of keys";
  }

  private static String within(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (Object step : path(e)) {
      if (step instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(step);
      }
    }
    return path.length() == 0 ? "" : " (in " + path + ")";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not valid YAML");
  }

  /** Durations as people write them. */
  private static final class DurationDeserializer extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    DurationDeserializer() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString();
      Matcher form = FORM.matcher(text == null ? "" : text.strip());
      if (!form.matches()) {
        return (Duration) context.handleWeirdStringValue(Duration.class, text, "no duration");
      }
      long count = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
  }
}
