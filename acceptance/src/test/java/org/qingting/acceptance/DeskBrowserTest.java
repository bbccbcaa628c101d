package org.qingting.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.sensitivity.Sensitivities;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.alerts.staff.SignedLinks;
import org.qingting.alerts.staff.Staff;
import org.qingting.dashboards.Console;
import org.qingting.dashboards.DeskAccess;

/** Working on an alert as the office does: on a phone at night, and at a desk in the morning. */
class DeskBrowserTest {
  private static final String PASSWORD = "cloud-stream-47";

  @TempDir private Path directory;
  private static Browser browser;
  private SampleCounty county;
  private Casebook casebook;
  private SignedLinks links;
  private Console console;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void launch() {
    browser = Browser.start();
  }

  @AfterAll
  static void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    county = new SampleCounty(directory);
    casebook = new Casebook(county.desk, DeskPolicy.DEFAULT, Ears.NONE);
    // As if the rounds had been done, and nobody waits for an incident any more.
    casebook.work(SampleCounty.NOW.plus(Duration.ofMinutes(1)));
    Staff staff = new Staff(county.desk.store());
    for (Person person :
        List.of(
            new Person("zhang", "张敏", Set.of(Role.OFFICER)),
            new Person("zhao", "赵法", Set.of(Role.LEGAL)),
            new Person("li", "李局", Set.of(Role.CHIEF)))) {
      staff.add(person, PASSWORD.toCharArray(), SampleCounty.NOW);
    }
    links = new SignedLinks(new byte[32]);
    console =
        Console.start(
            county.settings(),
            county.reader,
            county.desk,
            new DeskAccess(
                casebook,
                staff,
                links,
                new Sensitivities(county.desk.store(), new Random(7)),
                List::of,
                false));
  }

  @AfterEach
  void stop() throws IOException {
    if (context != null) {
      context.close();
    }
    console.close();
    county.close();
  }

  private void open(int width, int height) {
    context = browser.context(width, height, 2);
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("status of 40")) {
            complaints.add(message.text());
          }
        });
    context.onWebError(error -> complaints.add(error.error()));
    page = context.newPage();
  }

  private void logIn(String id) {
    if (page.locator("#log-in").count() == 0) {
      page.click("#who button");
    }
    page.click("#log-in");
    page.fill("#login-id", id);
    page.fill("#login-password", PASSWORD);
    page.click(".sheet button[type=submit]");
    page.waitForSelector(".who-name");
  }

  private void await(String selector, String text) {
    page.locator(selector).filter(new Locator.FilterOptions().setHasText(text)).first().waitFor();
  }

  /** Opens what is folded under a heading, fills it in, sends it. */
  private void fill(String place, String fold, String button, String... fields) {
    Locator details =
        page.locator(place + " details")
            .filter(
                new Locator.FilterOptions()
                    .setHas(page.locator("> summary", new Page.LocatorOptions().setHasText(fold))))
            .last();
    details.locator("> summary").click();
    for (int i = 0; i < fields.length; i += 2) {
      Locator field = details.locator("[name=" + fields[i] + "]").first();
      if ("SELECT".equals(field.evaluate("node => node.tagName"))) {
        field.selectOption(fields[i + 1]);
      } else {
        field.fill(fields[i + 1]);
      }
    }
    details
        .locator("button[type=submit]", new Locator.LocatorOptions().setHasText(button))
        .first()
        .click();
  }

  private CaseFile first() throws IOException {
    return casebook.newest(1).get(0);
  }

  private void nothingToComplainOf() {
    List<Rule> violations =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21aa"))
            .analyze()
            .getViolations();
    assertThat(
            violations.stream()
                .map(
                    rule ->
                        rule.getId()
                            + ": "
                            + rule.getNodes().stream().map(node -> node.getHtml()).toList()))
        .isEmpty();
    Object wider =
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
    assertThat(wider).as("wider than the screen").isEqualTo(false);
    assertThat(complaints).isEmpty();
  }

  @Test
  void onAPhone_fromAlertToStatementToClosing() throws IOException {
    open(390, 844);
    page.navigate(console.address().toString());
    await("#inbox .state-chip", "待签收");
    page.click("#inbox a >> nth=0");
    await("#steps", "登录后可以处置");
    nothingToComplainOf();
    logIn("zhang");
    page.click("#steps button:has-text('签收')");
    await("#state", "已签收");
    fill("#steps", "确认定级", "确认定级", "level", "MAJOR", "reason", "多人围观，有视频");
    await("#level", "重大 · 已定级");
    await("#clocks", "首次回应时限");
    page.click("#steps button:has-text('转入核查')");
    await("#state", "核查中");
    fill("#steps", "填写核实结论", "提交", "outcome", "PARTLY_TRUE", "note", "调取执法记录仪与监控");
    await("#history", "核实结论：部分属实");
    nothingToComplainOf();
    // A draft is offered, and does not pass while a blank is left.
    page.click("#statements summary:has-text('起草文稿')");
    page.click("#statements button:has-text('情况通报（部分属实）')");
    page.click("#statements button:has-text('提交')");
    await("#statements", "待办案单位核实");
    fill("#statements", "办案单位核实", "通过");
    await("#statements .wrong", "【待填】");
    page.reload();
    page.waitForSelector("#statements .statement");
    fill("#statements", "修改", "提交", "text", "经查，辅警处置言语不当，已停职；网传殴打不实。");
    await("#statements", "待办案单位核实");
    fill("#statements", "办案单位核实", "通过");
    await("#statements", "待法制审核");
    logIn("zhao");
    fill("#statements", "法制审核", "通过");
    await("#statements", "待领导签发");
    logIn("li");
    fill("#statements", "领导签发", "通过");
    await("#statements", "已签发，待登记发布");
    fill("#statements", "登记发布", "登记发布", "address", "https://police.example.org/1");
    await("#history", "发布（部分属实）");
    assertThat(first().clock().answeredAt()).isEqualTo(SampleCounty.NOW);
    page.waitForSelector("#effect-words");
    assertThat(page.textContent("#effect-words")).contains("无法判断");
    page.waitForSelector("#effect canvas");
    nothingToComplainOf();
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", "case-phone.png")));
    page.setViewportSize(1280, 1150);
    page.evaluate("window.scrollTo(0, 0)");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "case.png")));
    fill("#steps", "办结", "办结", "note", "已向当事人致歉并整改");
    await("#state", "办结");
    CaseFile closed = casebook.get(page.url().replaceFirst(".*/", "")).orElseThrow();
    assertThat(closed.closing().effect()).contains("无法判断");
  }

  @Test
  void atADesk_theInboxLeadsToTheCase_inBothLanguages() {
    open(1280, 900);
    page.navigate(console.address().toString());
    await("#inbox .state-chip", "待签收");
    nothingToComplainOf();
    page.click("#language");
    await("#inbox .state-chip", "Not acknowledged");
    page.click("#inbox a >> nth=0");
    await("#state", "Not acknowledged");
    page.waitForSelector("#trend canvas");
    page.waitForSelector("#evidence article");
    nothingToComplainOf();
    page.click("#language");
    await("#state", "待签收");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", "case-desk.png")));
  }

  @Test
  void aPersonalLink_acknowledgesWhenAsked_andNotWhenOpened() throws IOException {
    open(390, 844);
    String id = first().id();
    page.navigate(
        console.address() + "a/" + links.issue("zhang", id, SampleCounty.NOW, Duration.ofHours(1)));
    await("#link", "张敏，请确认签收以下预警");
    nothingToComplainOf();
    assertThat(first().taken()).isNull();
    page.click("#acknowledge");
    await("#link", "已由 张敏 签收");
    assertThat(casebook.get(id).orElseThrow().taken().by().id()).isEqualTo("zhang");
    page.navigate(console.address() + "a/AAAA");
    await("#wrong", "链接无效");
  }

  @Test
  void aFalseAlarm_makesTheSeriesLessSensitive_withASecondPerson() throws IOException {
    open(1280, 900);
    page.navigate(console.address() + "cases/" + first().id());
    logIn("li");
    fill("#steps", "标为误报", "标为误报", "reason", "集市促销引发，与警务无关");
    await("#state", "误报");
    if (page.locator("#sensitivity-card").isVisible()) {
      fill("#sensitivity", "提出调整", "提出调整", "factor", "2", "days", "7", "reason", "集市");
      await("#sensitivity", "待第二人确认");
      assertThat(page.locator("#sensitivity button:has-text('确认')").count()).isZero();
      logIn("zhang");
      page.click("#sensitivity button:has-text('确认')");
      await("#sensitivity", "门槛提高到 2 倍");
    }
  }
}
