package org.qingting.ingest.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

  @ParameterizedTest
  @CsvSource({
    "请打13800001111找我, 请打[手机号]找我",
    "138-0000-1111, [手机号]",
    "１３８ 0000 1111, [手机号]",
    "１３８００００１１１１, [手机号]",
    "1 3 8 0 0 0 0 1 1 1 1, [手机号]",
    "+86 13800001111, [手机号]",
    "+8613800001111, [手机号]",
    "86-138-0000-1111, [手机号]",
    "138.0000.1111 或 139—0000—2222, [手机号] 或 [手机号]",
    "2026-11-03 13800001111, 2026-11-03 [手机号]",
    "010-12345678转, 010-12345678转",
    "010-62345678, [电话号]",
    "(0551) 62345678, [电话号]",
    "05516234567, [电话号]",
    "0551—6234 5678, [电话号]",
    "电话：6234567, 电话：[电话号]"
  })
  void masksPhoneNumbers_howeverTheyAreWritten(String text, String masked) {
    assertThat(Masking.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "身份证110101199003077777, 身份证[身份证号]",
    "11010119900307777X。, [身份证号]。",
    "110101 19900307 7777, [身份证号]",
    "１１０１０１１９９００３０７７７７７, [身份证号]",
    "老证110101900307777, 老证[身份证号]",
    "卡号6222020000000000000, 卡号[银行卡号]",
    "6222 0200 0000 0000 000, [银行卡号]",
    "4000-0000-0000-0002, [银行卡号]"
  })
  void masksIdentityAndBankCards(String text, String masked) {
    assertThat(Masking.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "车牌京A12345, 车牌[车牌号]",
    "京A·12345的车, [车牌号]的车",
    "粤B·D12345, [车牌号]",
    "苏Ｅ１２３４５, [车牌号]",
    "川A1234警, [车牌号]",
    "微信号：abc_12345, 微信号：[微信号]",
    "加微信 abc12345678, 加微信 [微信号]",
    "vx:hello_world, vx:[微信号]",
    "wxid_a1b2c3d4, [微信号]",
    "QQ：123456789, QQ：[QQ号]",
    "qq群 12345678, qq群 [QQ号]",
    "写信到 a.b-c@mail.example.com 吧, 写信到 [邮箱] 吧",
    "ａｂ＠example.com, [邮箱]"
  })
  void masksPlatesAccountsAndMail(String text, String masked) {
    assertThat(Masking.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "@青溪小鱼 你看, @某用户 你看",
    "＠青溪小鱼，你看, @某用户，你看",
    "转发//@a_b-c:说得对, 转发//@某用户:说得对",
    "@某用户 你看, @某用户 你看"
  })
  void masksMentions(String text, String masked) {
    assertThat(Masking.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "住在和平里小区3号楼2单元501室, 住在和平里小区[住址]",
    "清水路12号3栋502, 清水路[住址]",
    "幸福花园12-3-502有人, 幸福花园[住址]有人",
    "幸福小区8号楼停电, 幸福小区[住址]停电",
    "三号楼二单元五零一室, [住址]",
    "Ａ座１２０３室, [住址]",
    "李家村3组12号, 李家村[住址]",
    "家住清水路12号, 家住清水路[住址]"
  })
  void masksTheDoor_butKeepsStreetAndEstate(String text, String masked) {
    assertThat(Masking.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026年11月3日08:15，110接警12345起，办结98.5%，涉案金额1,234,567元。",
        "拨打110、12345、12389、96110或400-123-4567。",
        "2026-11-03 08:15:00 至 2026-11-04 09:30",
        "2024 2025 2026 2027 四年",
        "追回13800000000元。",
        "清水路派出所在清水路12号。",
        "三室一厅，二楼三楼都亮着灯。",
        "小区3户居民、幸福小区3号晚上停电",
        "全县共1380个村，12 345 6789 人",
        "新A股上市，微信支付20000元",
        "微信群里都在说这件事",
        "共计123456789012件",
        "5 @ 3"
      })
  void keepsYearsDatesCountsHotlinesAndMoney(String text) {
    assertThat(Masking.mask(text)).isEqualTo(text);
  }

  @Test
  void masksAllInOneText() {
    assertThat(Masking.mask("@小鱼 我叫13900002222，京B12345，住和平小区1号楼1单元101，QQ:1234567"))
        .isEqualTo("@某用户 我叫[手机号]，[车牌号]，住和平小区[住址]，QQ:[QQ号]");
  }
}
