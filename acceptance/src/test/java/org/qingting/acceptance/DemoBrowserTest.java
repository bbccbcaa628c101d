package org.qingting.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program as a newcomer sees it: {@code demo} from the jar, its console in a real
 * browser, until the alert stands there with its evidence. Takes the README's picture again where
 * {@code -Dqingting.screenshots=FOLDER} asks for it ({@code demo.png}).
 */
class DemoBrowserTest {
  private static final Path JAR = Path.of("..", "pipeline", "target", "qingting.jar");
  private static final Pattern CONSOLE = Pattern.compile("控制台：(http://127\\.0\\.0\\.1:\\d+/)");
  private static final double PATIENCE_MILLIS = 90_000;

  @Test
  void waveRisesOnThePage_andTheAlertOpensWithItsEvidence(@TempDir Path home) throws Exception {
    assertThat(JAR).as("built by the module pipeline").exists();
    try (Browser browser = Browser.start();
        BrowserContext context = browser.context(1440, 1180, 1)) {
      Process demo = start(home);
      try {
        List<String> errors = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        Page page = context.newPage();
        page.onConsoleMessage(
            (ConsoleMessage message) -> {
              if (message.type().equals("error")) {
                errors.add(message.text());
              }
            });
        page.onRequest(request -> asked.add(request.url()));
        String address = address(demo);
        page.navigate(address);
        page.waitForSelector("#notice >> text=虚构");
        page.waitForSelector(
            ".alert-head", new Page.WaitForSelectorOptions().setTimeout(PATIENCE_MILLIS));
        page.click(".alert-head");
        page.waitForSelector(".trend canvas");
        assertThat(page.locator("body").innerText()).contains("禾渡派出所");
        assertThat(page.locator(".alert a[href^='http://127.0.0.1:']").count()).isPositive();
        shoot(page);
        assertThat(errors).isEmpty();
        assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(address));
      } finally {
        demo.destroy();
        if (!demo.waitFor(20, TimeUnit.SECONDS)) {
          demo.destroyForcibly();
        }
      }
    }
  }

  private static Process start(Path home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx768m",
            "-jar",
            JAR.toString(),
            "demo",
            "--port",
            "0");
    builder.environment().put("QINGTING_HOME", home.toString());
    return builder.redirectErrorStream(true).start();
  }

  private static String address(Process demo) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher console = CONSOLE.matcher(line);
      if (console.find()) {
        Thread drain = new Thread(() -> drain(output), "drain");
        drain.setDaemon(true);
        drain.start();
        return console.group(1);
      }
    }
    throw new IllegalStateException("the demo ended before its console was up: " + said);
  }

  /** A full pipe would hold the demo up. */
  private static void drain(BufferedReader output) {
    try {
      while (output.readLine() != null) {
        // Nobody reads on.
      }
    } catch (IOException e) {
      // The demo was ended.
      return;
    }
  }

  private static void shoot(Page page) throws IOException {
    String folder = System.getProperty("qingting.screenshots", "");
    if (folder.isEmpty()) {
      return;
    }
    // Let the wave grow, so that the picture shows it.
    page.waitForFunction(
        "() => document.querySelectorAll('.alert-head').length >= 1"
            + " && [...document.querySelectorAll('.alert-head')].some(head => / (1[5-9]|[2-9]\\d) 条/.test(head.innerText))",
        null,
        new Page.WaitForFunctionOptions().setTimeout(60_000));
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Files.createDirectories(Path.of(folder)).resolve("demo.png")));
  }
}
