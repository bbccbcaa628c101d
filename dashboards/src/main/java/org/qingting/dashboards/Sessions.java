package org.qingting.dashboards;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is logged in. Of a session's token only the hash is kept, in memory: a restart logs everybody
 * out. A session ends after half an hour without a sign of life, or after twelve hours, and the one
 * seen longest ago when there are too many. Thread-safe.
 */
final class Sessions {
  static final Duration LONGEST = Duration.ofHours(12);
  private static final Duration IDLE = Duration.ofMinutes(30);
  static final int MOST = 1000;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > MOST;
        }
      };

  /**
   * One of them.
   *
   * @param staff id of whoever logged in
   * @param began when
   * @param seen the last sign of life
   */
  record Session(String staff, Instant began, Instant seen) {}

  /** Begins a session; the token for the cookie. */
  synchronized String begin(String staff, Instant now) {
    byte[] token = new byte[32];
    random.nextBytes(token);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    sessions.put(hash(text), new Session(staff, now, now));
    return text;
  }

  /** The session of a token, which counts as a sign of life. */
  synchronized Optional<Session> find(String token, Instant now) {
    String key = hash(token);
    Session session = sessions.get(key);
    if (session == null) {
      return Optional.empty();
    }
    if (!now.isBefore(session.seen().plus(IDLE)) || !now.isBefore(session.began().plus(LONGEST))) {
      sessions.remove(key);
      return Optional.empty();
    }
    sessions.put(key, new Session(session.staff(), session.began(), now));
    return Optional.of(session);
  }

  /** Ends a session. */
  synchronized void end(String token) {
    sessions.remove(hash(token));
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
