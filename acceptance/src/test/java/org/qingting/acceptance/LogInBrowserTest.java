package org.qingting.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

/** A console that others are served too, on a phone: nothing to read before a log-in. */
class LogInBrowserTest {
  private static final String PASSWORD = "cloud-stream-47";

  @TempDir private Path directory;
  private static Browser browser;
  private SampleCounty county;
  private Staff staff;
  private Console console;
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
    staff = new Staff(county.desk.store());
    console =
        Console.start(
            county.settings().withNames(Set.of("desk.example")),
            county.reader,
            county.desk,
            new DeskAccess(
                new Casebook(county.desk, DeskPolicy.DEFAULT, Ears.NONE),
                staff,
                new SignedLinks(new byte[32]),
                new Sensitivities(county.desk.store(), new Random(7)),
                List::of,
                false));
    context = browser.context(390, 844, 2);
    page = context.newPage();
  }

  @AfterEach
  void stop() throws IOException {
    context.close();
    console.close();
    county.close();
  }

  private void add(String id, Role role) throws IOException {
    staff.add(new Person(id, "孙看", Set.of(role)), PASSWORD.toCharArray(), SampleCounty.NOW);
  }

  private void await(String selector, String text) {
    page.locator(selector).filter(new Locator.FilterOptions().setHasText(text)).first().waitFor();
  }

  @Test
  void whereNobodyCanLogIn_thePageSaysWhatIsToBeDone() {
    page.navigate(console.address().toString());
    await("#trouble", "qingting user add");
    assertThat(page.locator("#log-in").count()).isZero();
    page.click("#language");
    await("#trouble", "there is no account yet");
  }

  @Test
  void byKeyboard_logInShowsEverything_andLogOutLeavesNothing() throws IOException {
    add("li", Role.ANALYST);
    page.navigate(console.address().toString());
    await("#trouble", "请先登录");
    assertThat(page.locator("#posts article").count()).isZero();
    page.focus("#log-in");
    page.keyboard().press("Enter");
    page.keyboard().type("li");
    page.keyboard().press("Tab");
    page.keyboard().type("wrong-one-12");
    page.keyboard().press("Enter");
    await(".sheet .wrong", "账号或密码不正确。");
    assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
    page.keyboard().type(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForSelector("#posts article");
    assertThat(page.locator(".who-name").textContent()).isEqualTo("孙看");
    assertThat(page.locator("#trouble").isVisible()).isFalse();
    assertThat(page.locator("#q").isDisabled()).isFalse();
    page.click("#who button");
    await("#trouble", "请先登录");
    assertThat(page.locator("#posts article").count()).isZero();
  }

  @Test
  void whenTheAccountIsDisabled_whatWasReadLeavesTheScreen() throws IOException {
    add("li", Role.ANALYST);
    logIn("li");
    page.waitForSelector("#posts article");
    staff.setDisabled("li", true);
    await("#trouble", "请先登录");
    assertThat(page.locator("#posts article").count()).isZero();
    assertThat(page.locator(".who-name").count()).isZero();
  }

  @Test
  void aViewer_seesThatTextsAreHidden_andCannotSearchInThem() throws IOException {
    add("sun", Role.VIEWER);
    logIn("sun");
    await("#posts article .text", "您的角色不显示帖文内容。");
    assertThat(page.locator("#q").isDisabled()).isTrue();
    assertThat(page.locator("#posts h3").count()).isZero();
    assertThat(page.locator("#tiles").textContent()).isNotBlank();
  }

  private void logIn(String id) {
    page.navigate(console.address().toString());
    page.click("#log-in");
    page.fill("#login-id", id);
    page.fill("#login-password", PASSWORD);
    page.click(".sheet button[type=submit]");
    page.waitForSelector(".who-name");
  }
}
