package org.qingting.dashboards.kibana;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Installs the dashboards. */
public final class KibanaSetup {
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
  private static final Pattern SPACE = Pattern.compile("[a-z0-9_-]*");

  private KibanaSetup() {}

  /**
   * Where to install them.
   *
   * @param url Kibana's address, with its base path where it has one
   * @param space id of the space; {@code ""} for the default one
   * @param prefix which indices they read: {@code {prefix}-view-...}
   * @param credentials value of the Authorization header; {@code ""} for none
   * @param ca PEM file with the certificates to trust; null for those of the JDK
   */
  public record Target(String url, String space, String prefix, String credentials, Path ca) {

    /** Shows no secret. */
    @Override
    public String toString() {
      return url + (space.isEmpty() ? "" : " space " + space) + " prefix " + prefix;
    }
  }

  /**
   * What was done.
   *
   * @param version of Kibana
   */
  public record Done(String version, List<Installed> objects) {}

  /**
   * One object.
   *
   * @param type index-pattern, links or dashboard
   * @param replaced whether one of that id was there
   */
  public record Installed(String type, String id, String title, boolean replaced) {}

  /**
   * Installs all objects, over those of the same ids.
   *
   * @throws KibanaException with a sentence for people
   */
  public static Done install(Target target) throws KibanaException, InterruptedException {
    check(target);
    try (KibanaCalls calls = new KibanaCalls(target)) {
      String version = KibanaVersion.of(calls);
      Spaces.check(calls, target.space());
      return new Done(version, Import.into(calls, KibanaObjects.ndjson(target.prefix())));
    }
  }

  private static void check(Target target) throws KibanaException {
    URI url = url(target.url());
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw noAddress(target.url());
    }
    if (url.getUserInfo() != null) {
      throw KibanaException.badInput(
          "the address must not hold a password: name environment variables for it");
    }
    if (!PREFIX.matcher(target.prefix()).matches()) {
      throw KibanaException.badInput(
          "prefix '"
              + target.prefix()
              + "' cannot begin the name of an index: use lower-case letters, digits, - and _");
    }
    if (!SPACE.matcher(target.space()).matches()) {
      throw KibanaException.badInput(
          "'" + target.space() + "' is no id of a space: it is in the space's address after /s/");
    }
  }

  private static URI url(String text) throws KibanaException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw noAddress(text);
    }
  }

  private static KibanaException noAddress(String url) {
    return KibanaException.badInput(
        "'" + url + "' is no address of Kibana: use one such as http://127.0.0.1:5601");
  }
}
