package org.qingting.pipeline.commands;

import picocli.CommandLine.Command;

/** {@code qingting setup}: prepares the services of a cluster. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = "Prepare the services of a cluster (集群准备). Doing it again does no harm.",
    subcommands = {
      SetupElasticsearchCommand.class,
      SetupKafkaCommand.class,
      SetupKibanaCommand.class
    })
final class SetupCommand {
  private SetupCommand() {}
}
