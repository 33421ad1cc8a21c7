package dev.tocsin.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.restassured.RestAssured;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/**
 * Drives the Chromium of the operating system through Playwright, whose driver is the npm package
 * in {@code target/playwright} (see src/test/playwright). Pictures land in {@code
 * target/screenshots}: look at them, since axe does not see what is ugly.
 */
abstract class ChromiumTest {

  /** Shapes of screens. */
  enum Screen {
    DESKTOP(1280, 800, false),
    PHONE(390, 844, true);

    private final int width;
    private final int height;
    private final boolean touch;

    Screen(int width, int height, boolean touch) {
      this.width = width;
      this.height = height;
      this.touch = touch;
    }
  }

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final List<String> WCAG_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final Pattern BUILT_PAGE = Pattern.compile("src=\"/assets/[^\"]+\\.js\"");

  private static @Nullable Playwright playwright;
  private static @Nullable Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private @Nullable BrowserContext context;

  @BeforeAll
  static void startBrowser() {
    Path chromium = onPath("chromium", "chromium-browser", "google-chrome");
    Assumptions.assumeTrue(
        chromium != null, "SKIPPED: no Chromium on the PATH, so the pages are not tested");
    Path node = onPath("node");
    Path driver = Path.of(System.getProperty("playwright.cli.dir", "target/playwright"), "package");
    Assumptions.assumeTrue(
        node != null && Files.isDirectory(driver),
        "SKIPPED: no Playwright driver; build without -Dskip.ui and -Dquick");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        Objects.requireNonNull(node).toString())));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Objects.requireNonNull(chromium))
                    .setArgs(FLAGS));
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
    if (playwright != null) {
      playwright.close();
      playwright = null;
    }
  }

  @AfterEach
  void closeContext() {
    if (context != null) {
      context.close();
    }
  }

  /** A page in a browser of its own: no cookies, nothing stored. */
  final Page open(String path, Screen screen, ColorScheme scheme) {
    Assumptions.assumeTrue(
        BUILT_PAGE.matcher(RestAssured.get("/").asString()).find(),
        "SKIPPED: built with -Dskip.ui, so there are no pages to test");
    closeContext();
    complaints.clear();
    // localhost, because browsers accept Secure cookies without TLS from no other host.
    context =
        Objects.requireNonNull(browser)
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL("http://localhost:" + RestAssured.port)
                    .setViewportSize(screen.width, screen.height)
                    .setHasTouch(screen.touch)
                    .setIsMobile(screen.touch)
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setColorScheme(scheme)
                    .setTimezoneId("UTC")
                    .setLocale("en-GB"));
    Page page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.onConsoleMessage(this::remember);
    page.onPageError(error -> complaints.add("script error: " + error));
    page.navigate(path);
    return page;
  }

  private void remember(ConsoleMessage message) {
    String text = message.text();
    // A refused request is an answer, not a fault of the page.
    if (message.type().equals("error") && !text.startsWith("Failed to load resource")) {
      complaints.add(text);
    }
  }

  /** Level AA, no sideways scroll, nothing that the content policy or a script complained about. */
  final void assertSound(Page page, String what) {
    List<Rule> violations = new AxeBuilder(page).withTags(WCAG_AA).analyze().getViolations();
    assertThat(violations)
        .as("axe on " + what)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
    Object overflow =
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) overflow).intValue())
        .as("sideways scroll of " + what)
        .isLessThanOrEqualTo(0);
    assertThat(complaints).as("complaints of the browser on " + what).isEmpty();
  }

  final BrowserContext context() {
    return Objects.requireNonNull(context);
  }

  final void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  private static @Nullable Path onPath(String... names) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(names)
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
