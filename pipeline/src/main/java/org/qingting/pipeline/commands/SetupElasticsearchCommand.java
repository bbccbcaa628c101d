package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ConfigurationFile;
import org.qingting.pipeline.config.ElasticsearchAccess;
import org.qingting.search.elasticsearch.ElasticsearchDocuments;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code qingting setup elasticsearch}: templates, indices, roles; again changes nothing. */
@Command(
    name = "elasticsearch",
    mixinStandardHelpOptions = true,
    description =
        "Put templates, indices and roles in place. The configured user must be allowed to; again"
            + " changes nothing.")
final class SetupElasticsearchCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration, with 'elasticsearch:'.")
  private Path config;

  @Option(
      names = "--lang",
      defaultValue = "zh",
      description = "Language of the terminal: ${COMPLETION-CANDIDATES}.")
  private Words.Language language;

  @Override
  public Integer call() throws IOException, ConfigurationException, BadInputException {
    Configuration configuration = ConfigurationFile.read(config);
    ElasticsearchAccess access = configuration.elasticsearch();
    if (access == null) {
      throw new BadInputException(
          config + " has no 'elasticsearch:': nothing is to be set up for the index of a home");
    }
    ElasticsearchSettings settings = access.settings(System::getenv);
    Words words = new Words(language);
    try (ElasticsearchIndex index = new ElasticsearchIndex(settings);
        ElasticsearchDocuments desk = new ElasticsearchDocuments(settings)) {
      List<String> aliases = index.setUp(Instant.now());
      Terminal.OUT.println(words.say("setup.indices", String.join(", ", aliases)));
      desk.setUp();
      Terminal.OUT.println(words.say("setup.desk", access.prefix() + "-desk"));
      List<String> roles = index.setUpRoles();
      Terminal.OUT.println(
          roles.isEmpty()
              ? words.say("setup.noRoles")
              : words.say("setup.roles", String.join(", ", roles)));
    }
    return 0;
  }
}
