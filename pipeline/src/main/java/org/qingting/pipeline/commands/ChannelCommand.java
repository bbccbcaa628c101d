package org.qingting.pipeline.commands;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.qingting.alerts.channels.ChannelException;
import org.qingting.alerts.channels.ChannelSettings;
import org.qingting.alerts.channels.Channels;
import org.qingting.alerts.channels.Mentions;
import org.qingting.alerts.channels.Notification;
import org.qingting.alerts.channels.Outcome;
import org.qingting.alerts.policy.DutyRota;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ConfigurationFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qingting channel}: the ways in which people are told. */
@Command(
    name = "channel",
    mixinStandardHelpOptions = true,
    description = "Notification channels (推送方式).",
    subcommands = ChannelCommand.TestCommand.class)
final class ChannelCommand {
  private ChannelCommand() {}

  /** {@code channel test}. */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description =
          "Send a message marked as a test (【测试】) through one channel and say what became of it."
              + " Exit code 0 when the service took it, 1 when not, 2 for a wrong configuration.")
  static final class TestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The channel's name in the configuration.")
    private String name;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        required = true,
        description = "The configuration; see qingting.example.yaml.")
    private Path config;

    @Option(
        names = "--lang",
        defaultValue = "zh",
        description = "Language of the terminal: ${COMPLETION-CANDIDATES}.")
    private Words.Language language;

    @Override
    public Integer call() throws ConfigurationException, BadInputException {
      Configuration configuration = ConfigurationFile.read(config);
      ChannelSettings settings = settings(configuration.channels());
      Clock clock = Clock.systemUTC();
      Outcome outcome;
      try {
        outcome =
            Channels.open(
                    List.of(settings),
                    configuration.publicUrl(),
                    System::getenv,
                    clock,
                    () -> ThreadLocalRandom.current().nextDouble())
                .named(name)
                .orElseThrow()
                .send(
                    Notification.test(clock.instant(), recipients(configuration, settings, clock)),
                    0);
      } catch (ChannelException e) {
        throw new BadInputException(e.getMessage());
      }
      Terminal.OUT.println(say(outcome, new Words(language)));
      return outcome instanceof Outcome.Delivered ? 0 : 1;
    }

    /** A channel of nobody's own is tried with whoever is on duty. */
    private static Mentions recipients(
        Configuration configuration, ChannelSettings settings, Clock clock)
        throws BadInputException {
      if (!settings.isDirect()) {
        return Mentions.NONE;
      }
      DutyRota.Contact contact =
          configuration.policy().rota().onDuty(clock.instant()).stream()
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "channel '"
                              + settings.name()
                              + "' reaches whoever is on duty, and nobody is: list people under"
                              + " desk.people, or give the channel recipients of its own"));
      return new Mentions(
          contact.mobiles(),
          contact.accounts(),
          contact.email().isEmpty() ? List.of() : List.of(contact.email()));
    }

    private ChannelSettings settings(List<ChannelSettings> channels) throws BadInputException {
      String names = channels.stream().map(ChannelSettings::name).collect(Collectors.joining(", "));
      return channels.stream()
          .filter(channel -> channel.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new BadInputException(
                      config
                          + " has no channel '"
                          + name
                          + "': "
                          + (names.isEmpty() ? "add it under 'channels:'" : "it has " + names)));
    }

    private String say(Outcome outcome, Words words) {
      if (outcome instanceof Outcome.Delivered delivered) {
        return Terminal.line(words.say("channel.delivered", name) + " " + delivered.remark());
      }
      if (outcome instanceof Outcome.Refused refused) {
        return words.say("channel.refused", name, Terminal.line(refused.reason()));
      }
      return words.say(
          "channel.later", name, Terminal.line(((Outcome.RetryLater) outcome).reason()));
    }
  }
}
