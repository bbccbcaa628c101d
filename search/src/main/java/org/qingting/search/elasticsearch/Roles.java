package org.qingting.search.elasticsearch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.elasticsearch.client.Request;

/**
 * Roles of Elasticsearch's own. The free licence knows no rights by field, so what most people may
 * see are indices of their own, the views, which hold neither text nor address.
 */
final class Roles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;
  private final Names names;

  Roles(Connection connection, Names names) {
    this.connection = connection;
    this.names = names;
  }

  /**
   * Puts them in place; doing it again changes nothing.
   *
   * @return their names; none where the server's security is off
   */
  List<String> put() throws IOException {
    String prefix = names.prefix();
    String views = prefix + "-view-*";
    if (!isSecured()) {
      return List.of();
    }
    return List.of(
        put(prefix + "_dashboards", kibana(reads(role(), views))),
        put(
            prefix + "_researchers",
            kibana(
                reads(role(), views, names.pattern(Names.OPINIONS), names.alias(Names.OPINIONS)))),
        put(prefix + "_writer", writes(role(), prefix + "-*")));
  }

  private boolean isSecured() throws IOException {
    try {
      connection.askRest(
          rest -> rest.performRequest(new Request("GET", "/_security/_authenticate")));
      return true;
    } catch (RefusedException e) {
      if (e.status() == 401 || e.status() == 403) {
        throw e;
      }
      // A server without security has no such address.
      return false;
    }
  }

  private String put(String name, ObjectNode role) throws IOException {
    connection.askRest(
        rest -> {
          Request request = new Request("PUT", "/_security/role/" + name);
          request.setJsonEntity(JSON.writeValueAsString(role));
          return rest.performRequest(request);
        });
    return name;
  }

  private static ObjectNode role() {
    return JSON.createObjectNode();
  }

  private static ObjectNode reads(ObjectNode role, String... patterns) {
    grant(role, List.of("read", "view_index_metadata"), patterns);
    return role;
  }

  /** What job and desk need: documents, new months, and to see what was just written. */
  private static ObjectNode writes(ObjectNode role, String... patterns) {
    role.putArray("cluster").add("monitor");
    grant(
        role,
        List.of(
            "read",
            "view_index_metadata",
            "index",
            "delete",
            "create_index",
            "delete_index",
            "maintenance"),
        patterns);
    return role;
  }

  private static void grant(ObjectNode role, List<String> privileges, String... patterns) {
    ObjectNode grant = role.putArray("indices").addObject();
    ArrayNode all = grant.putArray("names");
    for (String pattern : patterns) {
      all.add(pattern);
    }
    ArrayNode rights = grant.putArray("privileges");
    privileges.forEach(rights::add);
  }

  /** May look at Kibana's default space. */
  private static ObjectNode kibana(ObjectNode role) {
    ObjectNode grant = role.putArray("applications").addObject();
    grant.put("application", "kibana-.kibana");
    grant.putArray("privileges").add("space_read");
    grant.putArray("resources").add("space:default");
    return role;
  }
}
