package org.qingting.ingest.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides in which charset bytes are written: byte-order mark, then strict UTF-8 (or UTF-8 with a
 * few broken bytes, such as a page cut in the middle of a character), then the faultless reading
 * that looks most like Chinese among what is declared (header, meta, XML declaration), GB18030 and
 * Big5. UTF-8 comes before the declaration because pages lie and hardly any GB text is valid UTF-8;
 * every GB name means GB18030, their superset.
 */
final class Charsets {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Charset BIG5 = Charset.forName("Big5-HKSCS");

  /** How many bytes are looked at for a declaration. */
  private static final int HEAD = 4096;

  /** How many characters are looked at to tell Chinese from its misreadings. */
  private static final int SAMPLE = 50_000;

  private static final Pattern DECLARED =
      Pattern.compile(
          "(?i)(?:charset|encoding)\\s{0,8}=\\s{0,8}[\"']?\\s{0,8}([a-z0-9_:.-]{2,40})");

  /** Frequent characters, simplified and traditional; a wrong reading gives rare ones. */
  private static final BitSet FREQUENT = new BitSet();

  static {
    ("的一是不了在人有我他这這中大来來上国國个個到说說们們为為子和你地出道也时時年得就那要下以生会會"
            + "自着去之过過家学學对對可她里裡后後小么麼心多天而能好都然没沒日于於起还還发發成事只作当當想看"
            + "文无無开開手十用主行方又如前所本见見经經头頭面公同三已老从從动動两兩长長知民样樣现現分将將外"
            + "但身些与與高意进進把法此实實回二理点點月明其种種全工己话話者向情部正名定女问問力机機给給等很"
            + "业業最间間新什打位因重被走电電四第门門相次东東政海口使教西再平真信北少关關并内內加化由代产產"
            + "入先五水万萬市网網页頁版权權首更记記案警安局区區县縣")
        .chars()
        .forEach(FREQUENT::set);
  }

  private Charsets() {}

  static String decode(byte[] body, String contentType) {
    if (starts(body, 0xfe, 0xff)) {
      return new String(body, 2, body.length - 2, StandardCharsets.UTF_16BE);
    }
    if (starts(body, 0xff, 0xfe)) {
      return new String(body, 2, body.length - 2, StandardCharsets.UTF_16LE);
    }
    boolean marked = starts(body, 0xef, 0xbb, 0xbf);
    int from = marked ? 3 : 0;
    String utf8 = strictly(body, from, StandardCharsets.UTF_8);
    if (utf8 != null) {
      return utf8;
    }
    utf8 = new String(body, from, body.length - from, StandardCharsets.UTF_8);
    return marked || isNearlyUtf8(utf8) ? withoutFaults(utf8) : decodeLegacy(body, contentType);
  }

  private static String decodeLegacy(byte[] body, String contentType) {
    String head = new String(body, 0, Math.min(body.length, HEAD), StandardCharsets.ISO_8859_1);
    Set<Charset> declared = new LinkedHashSet<>();
    addDeclared(declared, contentType);
    addDeclared(declared, head);
    Set<Charset> candidates = new LinkedHashSet<>(declared);
    candidates.add(GB18030);
    candidates.add(BIG5);
    String best = null;
    double bestScore = -1;
    for (Charset candidate : candidates) {
      String text = strictly(body, 0, candidate);
      if (text != null) {
        double score = frequentShare(text) * (declared.contains(candidate) ? 1.3 : 1);
        if (score > bestScore) {
          best = text;
          bestScore = score;
        }
      }
    }
    return best == null ? leastDamaged(body, candidates) : best;
  }

  /** Broken in every reading: the one with the fewest faults, which are left out. */
  private static String leastDamaged(byte[] body, Set<Charset> candidates) {
    String best = "";
    long fewest = Long.MAX_VALUE;
    for (Charset candidate : candidates) {
      String text = new String(body, candidate);
      long faults = faults(text);
      if (faults < fewest) {
        best = text;
        fewest = faults;
      }
    }
    return withoutFaults(best);
  }

  /** GB text read as UTF-8 is nearly all faults, so a few per cent of them tell a damaged page. */
  private static boolean isNearlyUtf8(String text) {
    long faults = faults(text);
    long wide = text.chars().filter(c -> c > 0x7f && c != '\ufffd').count();
    return wide > 0 && faults * 20 <= wide;
  }

  private static long faults(String text) {
    return text.chars().filter(c -> c == '\ufffd').count();
  }

  private static String withoutFaults(String text) {
    return text.replace("\ufffd", "");
  }

  /** Share of frequent characters among all that are not ASCII. */
  private static double frequentShare(String text) {
    int wide = 0;
    int frequent = 0;
    int end = Math.min(text.length(), SAMPLE);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c > 0x7f) {
        wide++;
        frequent += FREQUENT.get(c) ? 1 : 0;
      }
    }
    return wide == 0 ? 0 : (double) frequent / wide;
  }

  private static String strictly(byte[] body, int from, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(body, from, body.length - from))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static void addDeclared(Set<Charset> candidates, String declaration) {
    Matcher matcher = DECLARED.matcher(declaration);
    if (matcher.find()) {
      Charset charset = named(matcher.group(1));
      if (charset != null) {
        candidates.add(charset);
      }
    }
  }

  private static Charset named(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replace("_", "-");
    if (lower.startsWith("gb") || lower.equals("x-gbk") || lower.equals("cp936")) {
      return GB18030;
    }
    if (lower.startsWith("big5")) {
      return BIG5;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  private static boolean starts(byte[] body, int... mark) {
    if (body.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((body[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
