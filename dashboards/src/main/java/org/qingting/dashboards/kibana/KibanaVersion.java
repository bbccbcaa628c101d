package org.qingting.dashboards.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Kibana it is: the objects are made for 8.19, and 9 takes them. */
final class KibanaVersion {
  private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+)\\.\\S+");

  private KibanaVersion() {}

  /** The version, where it is one that takes the objects. */
  static String of(KibanaCalls calls) throws KibanaException, InterruptedException {
    KibanaCalls.Answer answer = calls.get("/api/status");
    JsonNode status = answer.body().path("status");
    if (answer.status() != 200 || status.isMissingNode()) {
      throw KibanaException.badInput(
          "what answers there ("
              + answer.status()
              + " to /api/status) is no Kibana: give Kibana's address with --url");
    }
    String version = answer.body().path("version").path("number").asText();
    if (version.isEmpty()) {
      // To strangers Kibana tells its health only.
      throw KibanaException.badInput(
          "Kibana does not tell its version to these credentials: name the environment variables"
              + " that hold an API key (--api-key-env) or a user and a password (--user-env,"
              + " --password-env)");
    }
    if (!accepted(version)) {
      throw KibanaException.badInput(
          "this is Kibana "
              + version
              + ", and the dashboards are made for 8.19 and 9: set up one of those");
    }
    return version;
  }

  private static boolean accepted(String version) {
    Matcher number = NUMBER.matcher(version);
    if (!number.matches()) {
      return false;
    }
    int major = Integer.parseInt(number.group(1));
    return major == 9 || (major == 8 && Integer.parseInt(number.group(2)) == 19);
  }
}
