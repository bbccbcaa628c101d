package org.qingting.alerts.staff;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: PBKDF2 with HMAC-SHA-256 (RFC 8018), with as many iterations as OWASP's
 * Password Storage Cheat Sheet asks for (600,000 since December 2022), a salt of its own, and both
 * beside it so that they can grow: a log-in hashes an older one anew.
 *
 * @param iterations how often it is hashed
 * @param salt in Base64
 * @param hash in Base64
 */
record Password(int iterations, String salt, String hash) {
  static final int ITERATIONS = 600_000;
  private static final int BYTES = 32;

  /** Of nobody: checking it takes as long as checking any other. */
  static final Password NOBODYS =
      new Password(ITERATIONS, Base64.getEncoder().encodeToString(new byte[BYTES]), "");

  static Password of(char[] password, SecureRandom random) {
    return of(password, random, ITERATIONS);
  }

  static Password of(char[] password, SecureRandom random, int iterations) {
    byte[] salt = new byte[BYTES];
    random.nextBytes(salt);
    Base64.Encoder text = Base64.getEncoder();
    return new Password(
        iterations,
        text.encodeToString(salt),
        text.encodeToString(derive(password, salt, iterations)));
  }

  boolean is(char[] password) {
    byte[] derived = derive(password, Base64.getDecoder().decode(salt), iterations);
    return MessageDigest.isEqual(derived, Base64.getDecoder().decode(hash));
  }

  /** Whether it is hashed less often than is usual today. */
  boolean isWeak() {
    return iterations < ITERATIONS;
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, 8 * BYTES);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA-256", e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
