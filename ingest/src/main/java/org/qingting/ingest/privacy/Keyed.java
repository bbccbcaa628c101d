package org.qingting.ingest.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) of UTF-8 text. */
final class Keyed {
  private static final String ALGORITHM = "HmacSHA256";

  private Keyed() {}

  /** The first 16 bytes as 32 lower-case hex digits. */
  static String hex(byte[] key, String text) {
    return HexFormat.of().formatHex(Arrays.copyOf(hmac(key, text), 16));
  }

  /** The first 8 bytes as a number that is never 0. */
  static long number(byte[] key, String text) {
    long number = ByteBuffer.wrap(hmac(key, text)).getLong();
    return number == 0 ? 1 : number;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
    }
  }
}
