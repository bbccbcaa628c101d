package org.qingting.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CharsetsTest {
  private static final String TEXT = "青溪县的民警说，这是一个不眠的夜。居民们在雨里等了很久，没有人来说明情况。";
  private static final String TRADITIONAL = "這個縣的警察說，他們會在這裡等到天亮。沒有人來說明情況，我們都很擔心。";
  private static final Charset GB18030 = Charset.forName("GB18030");

  @Test
  void readsUtf8_whateverIsDeclared() {
    byte[] body = bytes("<meta charset=gb2312>" + TEXT, StandardCharsets.UTF_8);
    assertThat(Charsets.decode(body, "text/html; charset=gbk")).endsWith(TEXT);
  }

  @Test
  void readsGb18030_underEveryGbName_andUnderNone() {
    String rare = TEXT + "镕㐀";
    for (String declared : new String[] {"gb2312", "GBK", "gb_2312-80", "utf-8", ""}) {
      byte[] body = bytes("<meta charset=\"" + declared + "\">" + rare, GB18030);
      assertThat(Charsets.decode(body, "")).endsWith(rare).doesNotContain("\ufffd");
    }
  }

  @Test
  void readsGb_evenIfBig5OrLatinIsDeclared() {
    byte[] body = bytes("<p>" + TEXT, GB18030);
    assertThat(Charsets.decode(body, "text/html; charset=big5")).endsWith(TEXT);
    assertThat(Charsets.decode(body, "text/html; charset=iso-8859-1")).endsWith(TEXT);
  }

  @Test
  void readsBig5_declaredOrNot() {
    byte[] body = bytes(TRADITIONAL.repeat(3), Charset.forName("Big5"));
    assertThat(Charsets.decode(body, "text/html; charset=Big5")).isEqualTo(TRADITIONAL.repeat(3));
    assertThat(Charsets.decode(body, "")).isEqualTo(TRADITIONAL.repeat(3));
  }

  @Test
  void dropsByteOrderMarks() throws Exception {
    assertThat(Charsets.decode(marked(TEXT, StandardCharsets.UTF_8, 0xef, 0xbb, 0xbf), ""))
        .isEqualTo(TEXT);
    assertThat(Charsets.decode(marked(TEXT, StandardCharsets.UTF_16LE, 0xff, 0xfe), ""))
        .isEqualTo(TEXT);
    assertThat(Charsets.decode(marked(TEXT, StandardCharsets.UTF_16BE, 0xfe, 0xff), ""))
        .isEqualTo(TEXT);
  }

  @Test
  void readsUtf8CutWithinACharacter_notAsGb() {
    byte[] whole = bytes(TEXT, StandardCharsets.UTF_8);
    String read = Charsets.decode(Arrays.copyOf(whole, whole.length - 1), "");
    assertThat(read).isEqualTo(TEXT.substring(0, TEXT.length() - 1));
  }

  @Test
  void readsGbWithABrokenByte_withoutReplacementCharacters() {
    byte[] body = bytes(TEXT + "x" + TEXT, GB18030);
    body[TEXT.length() * 2] = (byte) 0xff;
    assertThat(Charsets.decode(body, "text/html; charset=gbk"))
        .startsWith(TEXT)
        .endsWith(TEXT.substring(2));
  }

  @Property(tries = 200)
  void neverFails_andLeavesNoReplacementCharacterInLegacyReadings(
      @ForAll @Size(max = 300) byte[] body) {
    boolean utf16 = body.length > 1 && (body[0] == -1 || body[0] == -2);
    String read = Charsets.decode(body, "");
    assertThat(utf16 || !read.contains("\ufffd")).isTrue();
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  private static byte[] marked(String text, Charset charset, int... mark) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b : mark) {
      out.write(b);
    }
    out.write(text.getBytes(charset));
    return out.toByteArray();
  }
}
