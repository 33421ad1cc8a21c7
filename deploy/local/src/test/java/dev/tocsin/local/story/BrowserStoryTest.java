package dev.tocsin.local.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A person signs in, sees an endpoint fail, follows the incident and publishes its postmortem, on a
 * desktop; another looks at every page on a phone in the dark. Pictures land in {@code
 * target/screenshots}.
 */
@Order(2)
@ExtendWith(SharedPlatform.class)
class BrowserStoryTest {

  private static final double PATIENCE_MILLIS = 45_000;
  private static final List<String> WCAG_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  @Test
  void anIncidentIsFollowedToItsPublishedPostmortem(RunningPlatform platform) throws Exception {
    var status = new AtomicInteger(200);
    var storefront =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    storefront.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    storefront.start();
    try (var chromium = Chromium.start()) {
      var monitor = watch(platform, storefront.getAddress().getPort());
      var desktop = chromium.desktop(platform.value("TOCSIN_URL"), ColorScheme.LIGHT);
      var page = signIn(platform, desktop);
      assertThat(page.getByText("storefront").first()).isVisible();
      look(page, "now-calm");

      // when the endpoint fails, the page that is already open tells so by itself
      status.set(503);
      var row = page.getByRole(AriaRole.LINK).filter(named("storefront is down")).first();
      assertThat(row).isVisible(visibleWithinPatience());
      look(page, "now-incident");

      // and the incident is taken and solved on its own page
      row.click();
      page.getByRole(AriaRole.BUTTON, exactly("Acknowledge")).click();
      assertThat(page.getByText("Acknowledged").first()).isVisible();
      look(page, "incident-acknowledged");
      status.set(200);
      await().atMost(Duration.ofSeconds(60)).until(() -> stateOf(platform, monitor), "UP"::equals);
      assertThat(page.getByText("Resolved").first()).isVisible();
      look(page, "incident-resolved");

      writeAndPublish(platform, page);
      look(page, "postmortem-published");
      desktop.close();
    } finally {
      storefront.stop(0);
    }
  }

  @Test
  void everyPageWorksOnAPhoneInTheDark(RunningPlatform platform) {
    try (var chromium = Chromium.start()) {
      var phone = chromium.phone(platform.value("TOCSIN_URL"), ColorScheme.DARK);
      var page = signIn(platform, phone);
      visitAll(page, "phone");
      phone.close();
      var desktop = chromium.desktop(platform.value("TOCSIN_URL"), ColorScheme.DARK);
      visitAll(signIn(platform, desktop), "desktop-dark");
      desktop.close();
    }
  }

  private static void visitAll(Page page, String prefix) {
    look(page, prefix + "-now");
    page.navigate("/logs?service=shop");
    assertThat(page.getByText("order").first()).isVisible(visibleWithinPatience());
    look(page, prefix + "-logs");
    page.navigate("/exceptions");
    page.getByRole(AriaRole.LINK).filter(named("IOException")).first().click();
    assertThat(page.getByText("PaymentProvider").first()).isVisible();
    look(page, prefix + "-exception");
    page.navigate("/slos");
    page.getByText("Checkout answers").first().click();
    assertThat(page.getByRole(AriaRole.IMG).first()).isVisible();
    look(page, prefix + "-slo");
    page.navigate("/incidents?state=all");
    // whichever spoke first, the monitor or the exception, named the incident of the shop
    page.locator("a[href*='/incidents/']")
        .filter(matching("connection refused|checkout is down"))
        .first()
        .click();
    assertThat(page.getByText("Timeline").first()).isVisible();
    look(page, prefix + "-incident");
  }

  private static String watch(RunningPlatform platform, int port) {
    var created =
        platform
            .admin()
            .post(
                platform.value("TOCSIN_PROBER_URL") + "/api/v1/monitors",
                """
                {"name":"storefront","service":"web","url":"http://127.0.0.1:%d/","method":"GET",
                 "expectedStatus":[200],"intervalSeconds":2,"timeoutMs":1500,
                 "regions":["eu-west","us-east","ap-south"],"quorum":2,"severity":"critical"}"""
                    .formatted(port));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    var id = created.json().path("id").asText();
    await().atMost(Duration.ofSeconds(30)).until(() -> stateOf(platform, id), "UP"::equals);
    return id;
  }

  private static String stateOf(RunningPlatform platform, String monitor) {
    return platform
        .admin()
        .get(platform.value("TOCSIN_PROBER_URL") + "/api/v1/monitors/" + monitor)
        .json()
        .path("status")
        .path("state")
        .asText();
  }

  private static Page signIn(RunningPlatform platform, BrowserContext context) {
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.navigate("/");
    page.getByLabel("User name").fill(platform.value("TOCSIN_ADMIN_USER"));
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
        .fill(platform.value("TOCSIN_ADMIN_PASSWORD"));
    page.getByRole(AriaRole.BUTTON, exactly("Sign in")).click();
    assertThat(page.getByText("On call").first()).isVisible(visibleWithinPatience());
    return page;
  }

  private static void writeAndPublish(RunningPlatform platform, Page page) {
    page.getByText("Postmortem", new Page.GetByTextOptions().setExact(true)).first().click();
    var start = page.getByRole(AriaRole.BUTTON, exactly("Write the postmortem"));
    var editor = page.getByLabel("Postmortem as Markdown");
    assertThat(start.or(editor).first()).isVisible();
    if (start.isVisible()) {
      start.click();
    }
    assertThat(editor).isVisible();
    var incidents = platform.value("TOCSIN_INCIDENT_URL");
    String id = page.url().replaceFirst(".*/incidents/([^?]+).*", "$1");
    String postmortem =
        platform
            .admin()
            .get(incidents + "/api/v1/incidents/" + id)
            .json()
            .path("postmortemId")
            .asText();
    String draft =
        platform
            .admin()
            .get(incidents + "/api/v1/postmortems/" + postmortem)
            .json()
            .path("markdown")
            .asText();
    assertThat(draft).contains("storefront");
    editor.click();
    page.keyboard().press("Control+a");
    page.keyboard()
        .insertText(
            draft.replaceFirst(
                "(## Summary\\s+)",
                "$1The storefront answered with errors for less than a minute; visitors saw an error page.\n\n"));
    look(page, "postmortem-draft");
    page.getByRole(AriaRole.BUTTON, exactly("Publish")).first().click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON).filter(named("Publish")).click();
    assertThat(page.getByText("Published").first()).isVisible();
    assertThat(page.getByText("visitors saw an error page").first()).isVisible();
  }

  /** Keeps a picture, and checks what a machine can: level AA and no sideways scroll. */
  private static void look(Page page, String name) {
    page.waitForTimeout(300);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/" + name + ".png")));
    Number overflow =
        (Number)
            page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(overflow.intValue()).as("sideways scroll of " + name).isLessThanOrEqualTo(0);
    List<Rule> violations = new AxeBuilder(page).withTags(WCAG_AA).analyze().getViolations();
    assertThat(violations)
        .as("axe on " + name)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.FilterOptions named(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator.FilterOptions matching(String expression) {
    return new Locator.FilterOptions().setHasText(Pattern.compile(expression));
  }

  private static LocatorAssertions.IsVisibleOptions visibleWithinPatience() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
  }
}
