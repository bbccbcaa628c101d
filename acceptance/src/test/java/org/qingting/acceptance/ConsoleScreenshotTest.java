package org.qingting.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.dashboards.Console;

/**
 * Takes the pictures of the README again: {@code mvn test -Dtest=ConsoleScreenshotTest
 * -Dqingting.screenshots=FOLDER} writes {@code console.png}, {@code console-en.png} and the
 * phone's.
 */
class ConsoleScreenshotTest {

  @Test
  void takesThePictures_whenAskedTo(@TempDir Path directory) throws IOException {
    String folder = System.getProperty("qingting.screenshots", "");
    assumeTrue(
        !folder.isEmpty(), "skipped: no pictures asked for; give -Dqingting.screenshots=FOLDER");
    Path pictures = Files.createDirectories(Path.of(folder));
    try (SampleCounty county = new SampleCounty(directory);
        Console console = Console.start(county.settings(), county.reader, county.desk);
        Browser browser = Browser.start()) {
      String address = console.address().toString();
      try (BrowserContext desktop = browser.context(1440, 1180, 1)) {
        Page page = desktop.newPage();
        shoot(page, address, pictures.resolve("console.png"), false, false);
        shoot(page, address + "?lang=en", pictures.resolve("console-en.png"), false, false);
        shoot(page, address + "?lang=zh", pictures.resolve("console-alert.png"), true, false);
      }
      try (BrowserContext phone = browser.context(390, 1560, 1)) {
        Page page = phone.newPage();
        shoot(page, address, pictures.resolve("console-phone.png"), false, false);
        shoot(page, address + "?lang=en", pictures.resolve("console-phone-en.png"), true, false);
      }
    }
  }

  private static void shoot(Page page, String address, Path file, boolean open, boolean whole)
      throws IOException {
    page.navigate(address);
    page.waitForSelector("#themes canvas");
    page.waitForSelector("#posts article");
    if (open) {
      page.click(".alert-head");
      page.waitForSelector(".trend canvas");
    }
    // Without motion, everything is drawn two frames later.
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(whole));
    assertThat(Files.size(file)).isGreaterThan(20_000);
  }
}
