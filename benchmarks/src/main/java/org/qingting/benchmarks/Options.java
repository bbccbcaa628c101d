package org.qingting.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments of a benchmark that has more than numbers.
 *
 * @param numbers in their order
 * @param named values of {@code --name}
 */
record Options(List<String> numbers, Map<String, String> named) {

  static Options parse(List<String> arguments) {
    List<String> numbers = new ArrayList<>();
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        numbers.add(argument);
      } else if (i + 1 < arguments.size()) {
        named.put(argument.substring(2), arguments.get(++i));
      } else {
        throw new IllegalArgumentException(argument + " needs a value");
      }
    }
    return new Options(List.copyOf(numbers), Map.copyOf(named));
  }

  int number(int index, int otherwise) {
    return index < numbers.size() ? Integer.parseInt(numbers.get(index)) : otherwise;
  }

  /** The server to measure. */
  URI elasticsearch() {
    String address = named.get("elasticsearch");
    if (address == null) {
      throw new IllegalArgumentException(
          "give --elasticsearch URL; benchmarks/README.md says how to start a server");
    }
    return URI.create(address);
  }

  /** Where indices are kept; null for nowhere. */
  Path folder() {
    return named.containsKey("folder") ? Path.of(named.get("folder")) : null;
  }
}
