package org.qingting.search.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The templates of all indices: for each alias a component template with the mappings, from a
 * resource, and a composable template for {@code alias-*} behind that alias.
 */
final class Templates {
  /** Beside and above whatever a cluster brings along. */
  private static final long PRIORITY = 500;

  private final Connection connection;
  private final Names names;

  Templates(Connection connection, Names names) {
    this.connection = connection;
    this.names = names;
  }

  /**
   * Puts all in place; doing it again changes nothing.
   *
   * @return the aliases
   */
  List<String> put() throws IOException {
    List<String> aliases = Names.ALL.stream().map(names::alias).toList();
    for (String name : Names.ALL) {
      put(name);
    }
    return aliases;
  }

  private void put(String name) throws IOException {
    String alias = names.alias(name);
    String mappings = alias + "-mappings";
    try (InputStream in = Templates.class.getResourceAsStream(name + "-mappings.json")) {
      connection.ask(
          client -> client.cluster().putComponentTemplate(t -> t.name(mappings).withJson(in)));
    }
    connection.ask(
        client ->
            client
                .indices()
                .putIndexTemplate(
                    t ->
                        t.name(alias)
                            .indexPatterns(alias + "-*")
                            .composedOf(mappings)
                            .priority(PRIORITY)
                            .template(m -> m.aliases(alias, a -> a))));
  }
}
