package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.qingting.dashboards.kibana.KibanaException;
import org.qingting.dashboards.kibana.KibanaSetup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code setup kibana}. */
@Command(
    name = "kibana",
    mixinStandardHelpOptions = true,
    description =
        "Install the dashboards in Kibana 8.19 or 9 (安装看板), over those installed before: what was"
            + " changed in them is lost, copies are not touched.")
final class SetupKibanaCommand implements Callable<Integer> {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:5601",
      description = "Kibana's address, with its base path (default: ${DEFAULT-VALUE}).")
  private String url;

  @Option(
      names = "--space",
      paramLabel = "ID",
      defaultValue = "",
      description = "Kibana's space; it must be there (default: the default space).")
  private String space;

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      defaultValue = "qingting",
      description = "What the names of the indices begin with (default: ${DEFAULT-VALUE}).")
  private String prefix;

  @Option(
      names = "--api-key-env",
      paramLabel = "VARIABLE",
      description = "Environment variable with an API key, encoded as Kibana shows it.")
  private String apiKey;

  @Option(
      names = "--user-env",
      paramLabel = "VARIABLE",
      description = "Environment variable with a user's name.")
  private String user;

  @Option(
      names = "--password-env",
      paramLabel = "VARIABLE",
      description = "Environment variable with that user's password.")
  private String password;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "PEM file with the authority that signed Kibana's certificate.")
  private Path ca;

  @Option(
      names = "--lang",
      defaultValue = "zh",
      description = "Language of the terminal: ${COMPLETION-CANDIDATES}.")
  private Words.Language language;

  @Override
  public Integer call() throws BadInputException, IOException, InterruptedException {
    String credentials = credentials();
    try {
      KibanaSetup.Done done =
          KibanaSetup.install(new KibanaSetup.Target(url, space, prefix, credentials, ca));
      say(done, new Words(language));
      return 0;
    } catch (KibanaException e) {
      if (e.isBadInput()) {
        throw new BadInputException(e.getMessage());
      }
      throw new IOException(e.getMessage(), e);
    }
  }

  private void say(KibanaSetup.Done done, Words words) {
    Terminal.OUT.println(words.say("setup.kibana", Terminal.line(url), done.version()));
    for (KibanaSetup.Installed object : done.objects()) {
      Terminal.OUT.println(
          words.say(
              object.replaced() ? "setup.replaced" : "setup.created",
              words.say("setup." + object.type()),
              Terminal.line(object.title()),
              Terminal.line(object.id())));
    }
  }

  private String credentials() throws BadInputException {
    if (apiKey != null && (user != null || password != null)) {
      throw new BadInputException(
          "give either --api-key-env or --user-env and --password-env, not both");
    }
    if ((user == null) != (password == null)) {
      throw new BadInputException("--user-env and --password-env go together");
    }
    if (apiKey != null) {
      return "ApiKey " + value("--api-key-env", apiKey);
    }
    if (user == null) {
      return "";
    }
    String both = value("--user-env", user) + ":" + value("--password-env", password);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static String value(String option, String variable) throws BadInputException {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new BadInputException(
          "the environment variable that " + option + " names is not set: set it, or name another");
    }
    if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new BadInputException(
          "the environment variable that " + option + " names holds a control character");
    }
    return value.strip();
  }
}
