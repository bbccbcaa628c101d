package org.qingting.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.dashboards.Console;
import org.qingting.dashboards.ConsoleSettings;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

/** The console as people see it: a real index and desk behind it, a real Chromium before it. */
class ConsoleBrowserTest {
  @TempDir private static Path directory;
  private static Browser browser;
  private static SampleCounty county;
  private static Console console;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
    county = new SampleCounty(directory);
    console = Console.start(county.settings(), county.reader, county.desk);
  }

  @AfterAll
  static void stop() throws IOException {
    if (console != null) {
      console.close();
      county.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    open(1440, 1000);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void open(int width, int height) {
    context = browser.context(width, height, 1);
    context.onRequest(request -> requests.add(request.url()));
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    context.onWebError(error -> complaints.add(error.error()));
    page = context.newPage();
  }

  private void visit(String query) {
    page.navigate(console.address() + query);
    page.waitForSelector("#timeline canvas");
    page.waitForSelector("#posts article");
  }

  private void openAlert() {
    page.click(".alert-head >> nth=0");
    page.waitForSelector(".evidence article");
    page.waitForSelector(".trend canvas");
  }

  private long coloursIn(String canvas) {
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    Object colours =
        page.evalOnSelector(
            canvas,
            "canvas => { const data = canvas.getContext('2d')"
                + ".getImageData(0, 0, canvas.width, canvas.height).data;"
                + " const found = {};"
                + " for (let i = 0; i < data.length; i += 4) {"
                + " if (data[i + 3] > 200) {"
                + " const key = data[i] + ',' + data[i + 1] + ',' + data[i + 2];"
                + " found[key] = (found[key] || 0) + 1; } }"
                + " return Object.values(found).filter(n => n > 60).length; }");
    return ((Number) colours).longValue();
  }

  @Test
  void drawsItsCharts() {
    visit("");
    assertThat(coloursIn("#timeline canvas")).isGreaterThanOrEqualTo(3);
    assertThat(coloursIn("#themes canvas")).isGreaterThanOrEqualTo(2);
    assertThat(page.getAttribute("#timeline", "aria-label")).contains("其中负面");
    assertThat(page.title()).contains("倾听");
    assertThat(page.locator("#notice").innerText()).contains("示例数据");
    assertThat(page.locator("#keywords button").count()).isGreaterThan(10);
    assertThat(page.locator("#places button").count()).isEqualTo(6);
    assertThat(page.locator("#sources li").count()).isEqualTo(5);
    assertThat(page.locator("#sources").innerText()).contains("监测中断").contains("青禾新闻网");
  }

  @Test
  void complainsOfNothingAndAsksNobodyElse() {
    visit("");
    openAlert();
    page.hover("#timeline canvas");
    page.waitForSelector(".tip");
    page.hover("#themes canvas");
    page.click("#language");
    page.waitForSelector("text=Posts over time");
    assertThat(complaints).isEmpty();
    assertThat(requests)
        .isNotEmpty()
        .allMatch(url -> url.startsWith(console.address().toString()) || url.startsWith("data:"));
  }

  @Test
  void speaksEnglishOnDemandAndRemembersIt() {
    visit("");
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo("zh-CN");
    assertThat(page.locator("#themes-title").innerText()).isEqualTo("主题分布");
    page.click("#language");
    page.waitForSelector("text=Sample data");
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
    assertThat(page.locator("#themes-title").innerText()).isEqualTo("Themes");
    page.reload();
    page.waitForSelector("#posts article");
    assertThat(page.locator("#themes-title").innerText()).isEqualTo("Themes");
    visit("?lang=zh");
    assertThat(page.locator("#themes-title").innerText()).isEqualTo("主题分布");
  }

  @Test
  void findsWordsAndMarksThem() {
    visit("");
    page.fill("#q", "执法记录");
    page.press("#q", "Enter");
    page.waitForSelector("#posts mark");
    for (Locator post : page.locator("#posts > li").all()) {
      assertThat(post.locator("mark").allInnerTexts()).contains("执法记录");
    }
    assertThat(page.locator("#latest").innerText()).isEqualTo("检索结果");
    assertThat(page.url()).contains("q=");
    page.click("#clear");
    page.waitForSelector(
        "#posts mark", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
    assertThat(page.locator("#latest").innerText()).isEqualTo("最新舆情");
  }

  @Test
  void filtersByToneThemePlaceAndChannel() {
    visit("?last=30d&bucket=day");
    page.selectOption("#tone", "positive");
    page.waitForFunction(
        "() => [...document.querySelectorAll('#posts .tone')]"
            + ".every(node => node.textContent === '正面')");
    page.selectOption("#tone", "");
    page.selectOption("#theme", "traffic");
    page.waitForFunction(
        "() => [...document.querySelectorAll('#posts > li')]"
            + ".every(node => node.textContent.includes('交通'))");
    page.selectOption("#theme", "");
    // By name and not by rank: the list may still change after the last filter.
    String place = page.locator("#places .name >> nth=1").innerText();
    page.click("#places button:has(.name:text-is('" + place + "'))");
    page.waitForFunction(
        "place => [...document.querySelectorAll('#posts .place')]"
            + ".every(node => node.textContent === place)",
        place);
    assertThat(page.inputValue("#place")).isEqualTo(place);
    page.click("#clear");
    page.selectOption("#channel", "letters");
    page.waitForFunction(
        "() => [...document.querySelectorAll('#posts .meta')]"
            + ".every(node => node.textContent.includes('来信来访'))");
  }

  @Test
  void opensAnAlertWithItsEvidence() {
    visit("");
    Locator head = page.locator(".alert-head").first();
    assertThat(head.innerText())
        .contains("柳河镇")
        .contains("负面 38 条")
        .contains("预期约 3.2 条")
        .contains("持续升温");
    assertThat(head.getAttribute("aria-expanded")).isEqualTo("false");
    openAlert();
    assertThat(head.getAttribute("aria-expanded")).isEqualTo("true");
    assertThat(page.locator(".evidence article").count()).isEqualTo(12);
    assertThat(page.locator(".alert .words").innerText()).contains("卖菜老人");
    assertThat(page.locator(".alert .findings").innerText())
        .contains("突增，平时约每 45 天出现一次")
        .contains("负面占涉警 63%，平时约 30%")
        .contains("最近一小时 17 条，前一小时 9 条")
        .contains("使用武力与权利（30）、服务态度（11）")
        .contains("多为待核实说法；诉求 24%，待核实说法 58%");
    assertThat(page.locator(".alert .evidence").innerText()).contains("典型帖文", "相关原文");
    assertThat(page.locator(".alert .aside").innerText()).contains("以往相似预警", "交通 · 东关街道 · 趋于平稳");
    assertThat(coloursIn(".trend canvas")).isGreaterThanOrEqualTo(1);
    for (Locator link : page.locator("main a").all()) {
      assertThat(link.getAttribute("target")).isEqualTo("_blank");
      assertThat(link.getAttribute("rel")).isEqualTo("noopener noreferrer");
      assertThat(link.getAttribute("href")).startsWith("http");
    }
  }

  @Test
  void aWithdrawnAlert_isShownAsAFalseAlarm_andNeverAsOpen() {
    visit("");
    Locator withdrawn = page.locator(".alert.withdrawn");
    assertThat(withdrawn.innerText()).contains("已撤回（误报）", "窗口服务");
    assertThat(page.locator("#alerts-note").innerText()).isEqualTo("1 起进行中");
    assertThat(page.locator("#tiles").innerText()).contains("另有 1 起趋于平稳，1 起误报撤回");
    assertThat(page.locator(".alert").first().getAttribute("class")).doesNotContain("withdrawn");
    withdrawn.locator(".alert-head").click();
    page.waitForSelector(".alert.withdrawn .history");
    assertThat(withdrawn.innerText()).contains("复核后撤回（误报）");
  }

  @Test
  void neverRunsWhatAPostBringsAlong() throws IOException {
    visit("");
    county.publish("公告" + SampleCounty.SCRIPT, "正文" + SampleCounty.SCRIPT + "到此为止");
    page.waitForSelector("#posts li:first-child:has-text('到此为止')");
    assertThat(page.locator("#posts li").first().innerText()).contains("<script>window.hurt=1");
    assertThat(page.locator("#posts img, #posts script").count()).isZero();
    assertThat(page.evaluate("() => window.hurt")).isNull();
    page.fill("#q", "到此为止");
    page.press("#q", "Enter");
    page.waitForSelector("#posts mark");
    assertThat(page.evaluate("() => window.hurt")).isNull();
  }

  @Test
  void showsAGraveLead_asSomethingToVerify_andRunsNothingOfIt() throws IOException {
    visit("");
    assertThat(page.locator("#leads-card").isVisible()).isFalse();
    county.claim("青禾县", "桥头有人被捅死了，派出所刚到" + SampleCounty.SCRIPT);
    page.waitForSelector("#leads .lead:has-text('桥头有人被捅死了')");
    assertThat(page.locator("#leads-card").innerText())
        .contains("重大线索（请核实）", "待核实", "人员死亡 · 青禾县", "另有 2 件")
        .contains("<script>window.hurt=1")
        .doesNotContain("升温")
        .doesNotContain("谣言");
    assertThat(page.evaluate("() => window.hurt")).isNull();
    page.click("#language");
    page.waitForSelector("#leads-card:has-text('Grave leads (please verify)')");
    assertThat(page.locator("#leads .lead").innerText()).contains("Unverified", "A death");
    page.click("#language");
  }

  @Test
  void refreshesByItself_keepingWhatIsTypedAndWhereOneReads() throws IOException {
    visit("");
    page.locator("#posts > li >> nth=9").scrollIntoViewIfNeeded();
    page.evaluate("() => window.scrollBy(0, 200)");
    String watched =
        (String)
            page.evaluate(
                "() => [...document.querySelectorAll('#posts > li')]"
                    + ".find(n => n.getBoundingClientRect().top > 0).dataset.key");
    double before = page.locator("[data-key='" + watched + "']").boundingBox().y;
    page.evaluate("() => { document.getElementById('q').value = '打到一半'; }");
    county.publish("刚刚发布的一则公告", "页面应当自己显示出来。");
    page.waitForSelector("#posts > li:has-text('刚刚发布的一则公告')");
    assertThat(page.inputValue("#q")).isEqualTo("打到一半");
    assertThat(page.locator("[data-key='" + watched + "']").boundingBox().y)
        .isBetween(before - 2, before + 2);
  }

  @Test
  void restsWhileNobodyLooks() {
    visit("");
    page.evaluate(
        "() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
            + " document.dispatchEvent(new Event('visibilitychange')); }");
    page.waitForSelector("#status[data-state=paused]");
    assertThat(page.locator("#status-text").innerText()).isEqualTo("已暂停");
    page.evaluate(
        "() => { Object.defineProperty(document, 'hidden', { value: false, configurable: true });"
            + " document.dispatchEvent(new Event('visibilitychange')); }");
    page.waitForSelector("#status[data-state=live]");
  }

  @Test
  void fitsAPhone() {
    context.close();
    open(360, 740);
    for (String query : List.of("?lang=zh", "?lang=en")) {
      visit(query);
      openAlert();
      Object excess =
          page.evaluate(
              "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(((Number) excess).intValue()).as(query).isZero();
    }
  }

  @Test
  void isAccessible() {
    for (String query : List.of("?lang=zh", "?lang=en")) {
      visit(query);
      openAlert();
      assertAccessible(query);
    }
    context.close();
    open(390, 844);
    visit("?lang=zh");
    openAlert();
    assertAccessible("phone");
  }

  private void assertAccessible(String where) {
    AxeResults results = new AxeBuilder(page).analyze();
    assertThat(results.getPasses()).extracting(Rule::getId).contains("color-contrast");
    assertThat(results.getViolations())
        .as(where)
        .filteredOn(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }

  @Test
  void worksByKeyboard() {
    visit("");
    page.keyboard().press("Tab");
    assertThat(page.evaluate("() => document.activeElement.className")).isEqualTo("skip");
    page.focus(".alert-head >> nth=0");
    page.keyboard().press("Enter");
    page.waitForSelector(".evidence article");
    page.focus("#places button >> nth=0");
    page.keyboard().press("Enter");
    page.waitForSelector("#places button[aria-pressed=true]");
    assertThat(page.evaluate("() => document.activeElement.dataset.focus")).isEqualTo("place");
  }

  @Test
  void saysThatThereIsNothingYet() throws IOException {
    Path empty = directory.resolve("empty");
    try (OpinionReader reader = new LuceneIndex(empty.resolve("index")).openReader();
        AlertDesk desk = new AlertDesk(SqliteDeskStore.open(empty.resolve("desk.db")));
        Console own = Console.start(ConsoleSettings.onLoopback(0), reader, desk)) {
      page.navigate(own.address().toString());
      page.waitForSelector("#status[data-state=live]");
      assertThat(page.locator("#timeline").innerText()).isEqualTo("暂无数据");
      assertThat(page.locator("#alerts").innerText()).contains("目前没有负面升温");
      assertThat(page.locator("#posts").innerText()).contains("没有符合条件的内容");
      assertThat(page.locator("#notice").isVisible()).isFalse();
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void saysWhenTheConsoleIsGone_andKeepsWhatItShowed() throws IOException {
    Console own = Console.start(county.settings(), county.reader, county.desk);
    try (own) {
      page.navigate(own.address().toString());
      page.waitForSelector("#posts article");
    }
    page.waitForSelector("#status[data-state=lost]");
    assertThat(page.locator("#trouble").innerText()).contains("连接已中断");
    assertThat(page.locator("#posts article").count()).isPositive();
  }
}
