package org.qingting.dashboards.kibana;

/** Spaces of a Kibana: an import into one that is not there would be found by nobody. */
final class Spaces {
  private Spaces() {}

  static void check(KibanaCalls calls, String space) throws KibanaException, InterruptedException {
    if (space.isEmpty()) {
      return;
    }
    KibanaCalls.Answer answer = calls.get("/api/spaces/space/" + space);
    if (answer.status() == 404) {
      throw KibanaException.badInput(
          "Kibana has no space '" + space + "': create it there, or leave out --space");
    }
    if (answer.status() != 200) {
      throw KibanaException.trouble(
          "Kibana does not tell whether it has space '" + space + "' (" + answer.status() + ")");
    }
  }
}
