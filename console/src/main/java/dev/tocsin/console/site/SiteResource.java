package dev.tocsin.console.site;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/** Answers every page address with the single page and a fresh nonce. */
@ApplicationScoped
public class SiteResource {

  private static final int ORDER = -40;
  private static final int NONCE_BYTES = 16;

  private final SecureRandom random;
  private final IndexPage page = new IndexPage(load());

  SiteResource(SecureRandom random) {
    this.random = random;
  }

  void route(@Observes Router router) {
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(ORDER)
        .handler(this::answer);
  }

  private void answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!SiteRule.isPage(Objects.requireNonNullElse(request.path(), "/"))) {
      context.next();
      return;
    }
    var bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String html = page.render(nonce);
    var response =
        context
            .response()
            .putHeader("Content-Type", "text/html;charset=UTF-8")
            .putHeader("Cache-Control", "no-store")
            .putHeader("Content-Security-Policy", ContentPolicy.page(nonce));
    if (request.method() == HttpMethod.HEAD) {
      response
          .putHeader(
              "Content-Length", Integer.toString(html.getBytes(StandardCharsets.UTF_8).length))
          .end();
    } else {
      response.end(html);
    }
  }

  private static String load() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream file = loader.getResourceAsStream("META-INF/resources/index.html")) {
      return file == null
          ? IndexPage.WITHOUT_PAGES
          : new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the page cannot be read", e);
    }
  }
}
