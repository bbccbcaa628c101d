package org.qingting.search.elasticsearch;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How to reach Elasticsearch.
 *
 * @param hosts such as {@code https://es.example.org:9200}
 * @param prefix of all names of indices and templates
 * @param login {@code ""} for none
 * @param password of that user
 * @param apiKey instead of a user; {@code ""} for none
 * @param certificates of the authorities that sign the server's, as PEM; {@code ""} for those that
 *     the JDK knows
 * @param timeout longest time for one answer
 */
public record ElasticsearchSettings(
    List<URI> hosts,
    String prefix,
    String login,
    String password,
    String apiKey,
    String certificates,
    Duration timeout) {

  public ElasticsearchSettings {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("name at least one host of Elasticsearch");
    }
    if (!prefix.matches("[a-z][a-z0-9-]{0,30}")) {
      throw new IllegalArgumentException(
          "a prefix has 1 to 31 lower-case letters, digits and dashes");
    }
    if (!login.isEmpty() && !apiKey.isEmpty()) {
      throw new IllegalArgumentException("give a user or an API key, not both");
    }
  }

  /** Without log-in. */
  public static ElasticsearchSettings of(URI host, String prefix) {
    return new ElasticsearchSettings(List.of(host), prefix, "", "", "", "", Duration.ofSeconds(30));
  }

  @Override
  public String toString() {
    return "ElasticsearchSettings[hosts=" + hosts + ", prefix=" + prefix + "]";
  }
}
