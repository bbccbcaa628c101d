package org.qingting.ingest.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MaskingPropertiesTest {
  private static final Pattern MOBILE =
      Pattern.compile("(?<![0-9])1[3-9][0-9]{9}(?![0-9]|\\s?[元万亿])");

  @Property(tries = 2000)
  void isIdempotent(@ForAll("suspicious") String text) {
    String once = Masking.mask(text);
    assertThat(Masking.mask(once)).isEqualTo(once);
  }

  @Property(tries = 1000)
  void leavesNoMobileNumber(@ForAll("suspicious") String before, @ForAll("mobiles") String mobile) {
    String masked = Masking.mask(before + "，" + mobile + "。");
    assertThat(MOBILE.matcher(masked).find()).isFalse();
  }

  @Property(tries = 300)
  void keepsTextWithoutDigitsAndSigns(@ForAll("plain") String text) {
    assertThat(Masking.mask(text)).isEqualTo(text);
  }

  @Property(tries = 40)
  void needsLinearTime(@ForAll("unit") String unit) {
    // 50,000 characters; a quadratic search would take minutes.
    String text = unit.repeat(50_000 / unit.length());
    long start = System.nanoTime();
    String masked = Masking.mask(text);
    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    assertThat(masked).isNotNull();
  }

  @Provide
  Arbitrary<String> suspicious() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "@",
            "某用户",
            "1",
            "3",
            "8",
            "13800001111",
            "0551",
            "62345678",
            " ",
            "-",
            "86",
            "+",
            "京",
            "A",
            "12345",
            "微信",
            "：",
            "号",
            "QQ",
            "abc",
            "_",
            "@example.com",
            "小区",
            "3号楼",
            "2单元",
            "501",
            "室",
            "元",
            "X",
            "110101199003077777",
            "6222",
            "0200",
            "，",
            "。",
            "\n",
            "(",
            ")",
            "月",
            "家住",
            "路",
            "一",
            "电话");
    return pieces.list().ofMaxSize(30).map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> mobiles() {
    return Arbitraries.strings()
        .numeric()
        .ofLength(9)
        .map(rest -> "1" + "3456789".charAt(rest.charAt(0) % 7) + rest);
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings().withChars("民警在的雨里等了很久，。！？说明情况").ofMaxLength(80);
  }

  @Provide
  Arbitrary<String> unit() {
    return suspicious()
        .filter(unit -> !unit.isEmpty())
        .map(unit -> unit.substring(0, Math.min(40, unit.length())));
  }
}
