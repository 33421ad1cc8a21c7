package dev.tocsin.local.story;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The operating system's Chromium; the driver is the one that the console's tests installed. */
final class Chromium implements AutoCloseable {

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium start() {
    Path chromium = onPath("chromium");
    Path node = onPath("node");
    Path driver = Path.of(System.getProperty("playwright.cli.dir", ""), "package");
    Assumptions.assumeTrue(chromium != null, "SKIPPED: no Chromium on the PATH");
    Assumptions.assumeTrue(
        node != null && Files.isDirectory(driver),
        "SKIPPED: no Playwright driver; the console's tests install it");
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        Objects.requireNonNull(node).toString())));
    var browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Objects.requireNonNull(chromium))
                    .setArgs(FLAGS));
    return new Chromium(playwright, browser);
  }

  BrowserContext desktop(String baseUrl, ColorScheme scheme) {
    return browser.newContext(options(baseUrl, scheme).setViewportSize(1280, 800));
  }

  BrowserContext phone(String baseUrl, ColorScheme scheme) {
    return browser.newContext(
        options(baseUrl, scheme).setViewportSize(390, 844).setHasTouch(true).setIsMobile(true));
  }

  private static Browser.NewContextOptions options(String baseUrl, ColorScheme scheme) {
    return new Browser.NewContextOptions()
        .setBaseURL(baseUrl)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setColorScheme(scheme)
        .setTimezoneId("UTC")
        .setLocale("en-GB");
  }

  private static @Nullable Path onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
