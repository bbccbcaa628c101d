package org.qingting.alerts.channels;

import java.util.List;
import java.util.stream.Stream;

/**
 * The duty officers to be @-mentioned, each channel taking what it understands. Nobody can mention
 * a whole group.
 *
 * @param mobiles mobile numbers, digits with an optional {@code +}; at most {@value #MOST}
 * @param ids account names in WeCom, DingTalk or Feishu; at most {@value #MOST}
 * @param emails addresses; at most {@value #MOST}
 */
public record Mentions(List<String> mobiles, List<String> ids, List<String> emails) {
  static final int MOST = 10;

  /** Nobody. */
  public static final Mentions NONE = new Mentions(List.of(), List.of());

  /** Without addresses. */
  public Mentions(List<String> mobiles, List<String> ids) {
    this(mobiles, ids, List.of());
  }

  /**
   * Checks the numbers and names: they are written between markup.
   *
   * @throws IllegalArgumentException when one cannot be, or there are too many
   */
  public Mentions {
    mobiles = List.copyOf(mobiles);
    ids = List.copyOf(ids);
    emails = List.copyOf(emails);
    if (mobiles.size() > MOST || ids.size() > MOST || emails.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " people are mentioned");
    }
    if (!mobiles.stream().allMatch(mobile -> mobile.matches("\\+?[0-9]{5,15}"))) {
      throw new IllegalArgumentException("a mobile number has 5 to 15 digits");
    }
    if (!ids.stream()
        .allMatch(id -> id.matches("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}") && !isEverybody(id))) {
      throw new IllegalArgumentException("an account name has letters, digits and _ . @ - only");
    }
    if (!emails.stream().allMatch(email -> email.matches(Checks.ADDRESS))) {
      throw new IllegalArgumentException("an e-mail address is needed");
    }
  }

  private static boolean isEverybody(String id) {
    return id.equalsIgnoreCase("all");
  }

  /** Both, without repetition, as far as there is room. */
  Mentions and(Mentions more) {
    return new Mentions(
        joined(mobiles, more.mobiles), joined(ids, more.ids), joined(emails, more.emails));
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().limit(MOST).toList();
  }
}
