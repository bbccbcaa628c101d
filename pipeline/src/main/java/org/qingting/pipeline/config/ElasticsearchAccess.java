package org.qingting.pipeline.config;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.qingting.search.elasticsearch.ElasticsearchSettings;

/**
 * How Elasticsearch is reached. Holds no secret, only where each process reads it, so that it may
 * travel with the job.
 *
 * @param hosts such as {@code https://es.example.org:9200}
 * @param prefix of all indices; qingting where none is given
 * @param user none for an API key, or for a server without security
 * @param password a reference
 * @param apiKey a reference, instead of a user
 * @param ca file with the certificates of the authorities that sign the server's, as PEM; none for
 *     those that the JDK knows
 * @param timeout longest time for one answer; 30 s where none is given
 */
public record ElasticsearchAccess(
    List<URI> hosts,
    String prefix,
    String user,
    String password,
    String apiKey,
    String ca,
    Duration timeout)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  public ElasticsearchAccess {
    if (hosts == null || hosts.isEmpty()) {
      throw new IllegalArgumentException("hosts must name at least one, as http(s)://host:9200");
    }
    for (URI host : hosts) {
      if (host == null
          || host.getHost() == null
          || host.getUserInfo() != null
          || !List.of("http", "https").contains(String.valueOf(host.getScheme()))) {
        throw new IllegalArgumentException(
            "hosts must be addresses as http(s)://host:9200, without user and password");
      }
    }
    hosts = List.copyOf(hosts);
    prefix = prefix == null ? "qingting" : prefix;
    user = user == null ? "" : user;
    password = password == null ? "" : password;
    apiKey = apiKey == null ? "" : apiKey;
    ca = ca == null ? "" : ca;
    timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
    if (user.isEmpty() != password.isEmpty()) {
      throw new IllegalArgumentException("user and password go together");
    }
    checkReference("password", password);
    checkReference("apiKey", apiKey);
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("timeout must be more than 0s and at most 2m");
    }
    // Refuses the prefix, or a user beside an API key.
    new ElasticsearchSettings(hosts, prefix, user, "", apiKey, "", timeout);
  }

  private static void checkReference(String key, String value) {
    if (!value.isEmpty() && !SecretReferences.isIn(value)) {
      throw new IllegalArgumentException(
          key + " must refer to its secret by ${env:NAME} or ${file:/path}");
    }
  }

  /**
   * The settings with all secrets, in the process that uses them.
   *
   * @param environment gives a variable or null
   * @throws ConfigurationException naming the variable or file that is missing
   */
  public ElasticsearchSettings settings(UnaryOperator<String> environment)
      throws ConfigurationException {
    try {
      return new ElasticsearchSettings(
          hosts,
          prefix,
          user,
          SecretReferences.resolve(password, environment),
          SecretReferences.resolve(apiKey, environment),
          ca.isEmpty() ? "" : Files.readString(Path.of(ca)),
          timeout);
    } catch (IOException e) {
      throw new ConfigurationException("elasticsearch.ca: the file " + ca + " cannot be read");
    }
  }

  @Override
  public String toString() {
    return "ElasticsearchAccess[hosts=" + hosts + ", prefix=" + prefix + "]";
  }
}
