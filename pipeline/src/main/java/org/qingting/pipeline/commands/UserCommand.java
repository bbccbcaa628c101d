package org.qingting.pipeline.commands;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.alerts.staff.Staff;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.home.Office;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qingting user}: who may log in to the console. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description =
        "Accounts of the office's people for the console (账号). Works while qingting runs.",
    subcommands = {
      UserCommand.Add.class,
      UserCommand.Listing.class,
      UserCommand.Roles.class,
      UserCommand.Password.class,
      UserCommand.Disable.class,
      UserCommand.Enable.class
    })
final class UserCommand {
  private static final String ROLES =
      "viewer 查看统计, analyst 舆情分析, officer 值班处置, legal 法制审核, chief 领导签发, inspector 督察,"
          + " admin 系统管理; several separated by commas.";

  private UserCommand() {}

  /** What all of them need. */
  private abstract static class OnStaff implements Callable<Integer> {
    @Option(
        names = "--lang",
        defaultValue = "zh",
        description = "Language of the terminal: ${COMPLETION-CANDIDATES}.")
    private Words.Language language;

    @Mixin private ConfigOption config;

    @Mixin private HomeOption home;

    /** Does it; what it says. */
    abstract String on(Staff staff, Words words) throws IOException, BadInputException;

    @Override
    public Integer call() throws IOException, ConfigurationException, BadInputException {
      HomePaths paths = new HomePaths(home.path().toAbsolutePath().normalize());
      try (DeskStore store = Office.storage(paths, config.read()).openDesk()) {
        Terminal.OUT.println(on(new Staff(store), new Words(language)));
        return 0;
      } catch (IllegalArgumentException e) {
        throw new BadInputException(e.getMessage());
      }
    }
  }

  /** Where a password comes from; never from the command line, which others can see. */
  static final class PasswordSource {
    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        description = "File with the password in UTF-8; the end of the line does not count.")
    private Path file;

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean stdin;

    // From JDK 22 on there is a console without a terminal too; it then reads nothing.
    @SuppressWarnings("SystemConsoleNull")
    static char[] read(PasswordSource source) throws IOException, BadInputException {
      if (source != null && source.file != null) {
        return text(Files.readAllBytes(source.file));
      }
      if (source != null && source.stdin) {
        return text(System.in.readNBytes(4096));
      }
      Console console = System.console();
      char[] first = console == null ? null : console.readPassword("密码 / password: ");
      if (first == null) {
        throw new BadInputException(
            "there is no terminal to ask for the password: use --password-stdin or"
                + " --password-file FILE");
      }
      if (!Arrays.equals(first, console.readPassword("再次输入 / again: "))) {
        throw new BadInputException("the two passwords differ: try again");
      }
      return first;
    }

    private static char[] text(byte[] bytes) throws BadInputException {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes))
            .toString()
            .replaceFirst("\\R\\z", "")
            .toCharArray();
      } catch (CharacterCodingException e) {
        throw new BadInputException("the password is not in UTF-8: save it as UTF-8");
      }
    }
  }

  static Set<Role> roles(List<String> names) throws BadInputException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names) {
      roles.add(
          Arrays.stream(Role.values())
              .filter(role -> role.id().equals(name.strip()) || role.label().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "'"
                              + name
                              + "' is no role: viewer, analyst, officer, legal, chief, inspector or"
                              + " admin")));
    }
    return roles;
  }

  private static String said(Person person) {
    return person.roles().stream().sorted().map(Role::label).collect(Collectors.joining("、"));
  }

  /** {@code user add}. */
  @Command(name = "add", mixinStandardHelpOptions = true, description = "Add somebody.")
  static final class Add extends OnStaff {
    @Parameters(paramLabel = "ID", description = "Log-in name: lower-case letters and digits.")
    private String id;

    @Option(names = "--name", required = true, description = "Name for people, such as 张敏.")
    private String name;

    @Option(names = "--roles", required = true, split = ",", description = ROLES)
    private List<String> roles;

    @ArgGroup private PasswordSource password;

    @Override
    String on(Staff staff, Words words) throws IOException, BadInputException {
      Person person = new Person(id, name, roles(roles));
      staff.add(person, PasswordSource.read(password), Instant.now());
      return words.say("user.added", id, name, said(person));
    }
  }

  /** {@code user list}. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "List everybody.")
  static final class Listing extends OnStaff {
    @Override
    String on(Staff staff, Words words) throws IOException {
      List<Staff.Listed> all = staff.list();
      return all.isEmpty()
          ? words.say("user.none")
          : all.stream()
              .map(
                  each ->
                      words.say(
                          each.disabled() ? "user.disabledLine" : "user.line",
                          each.person().id(),
                          each.person().name(),
                          said(each.person())))
              .collect(Collectors.joining(System.lineSeparator()));
    }
  }

  /** {@code user roles}. */
  @Command(name = "roles", mixinStandardHelpOptions = true, description = "Set somebody's roles.")
  static final class Roles extends OnStaff {
    @Parameters(paramLabel = "ID")
    private String id;

    @Option(names = "--roles", required = true, split = ",", description = ROLES)
    private List<String> roles;

    @Override
    String on(Staff staff, Words words) throws IOException, BadInputException {
      staff.setRoles(id, roles(roles));
      return words.say("user.changed", id);
    }
  }

  /** {@code user password}. */
  @Command(name = "password", mixinStandardHelpOptions = true, description = "Set a password.")
  static final class Password extends OnStaff {
    @Parameters(paramLabel = "ID")
    private String id;

    @ArgGroup private PasswordSource password;

    @Override
    String on(Staff staff, Words words) throws IOException, BadInputException {
      staff.setPassword(id, PasswordSource.read(password), Instant.now());
      return words.say("user.changed", id);
    }
  }

  /** {@code user disable}. */
  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Let somebody log in no more; whoever is logged in is out at once.")
  static final class Disable extends OnStaff {
    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    String on(Staff staff, Words words) throws IOException {
      staff.setDisabled(id, true);
      return words.say("user.disabled", id);
    }
  }

  /** {@code user enable}. */
  @Command(name = "enable", mixinStandardHelpOptions = true, description = "Let somebody in again.")
  static final class Enable extends OnStaff {
    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    String on(Staff staff, Words words) throws IOException {
      staff.setDisabled(id, false);
      return words.say("user.changed", id);
    }
  }
}
