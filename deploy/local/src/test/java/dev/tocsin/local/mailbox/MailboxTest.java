package dev.tocsin.local.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tocsin.engines.FreePorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MailboxTest {

  @Test
  void mailArrivesOnThePageAndAsJsonAndCanBeThrownAway() throws Exception {
    var smtp = FreePorts.next();
    try (var mailbox = new Mailbox(smtp, Clock.systemUTC());
        var page = new MailboxResource(mailbox, 0)) {
      send(smtp, "Down: <shop>", "Acknowledge: http://localhost:8085/a/abc?x=1&y=2.");

      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> get(page, "/messages").body().contains("Down: <shop>"));
      assertThat(get(page, "/messages").body())
          .contains("\"recipient\":\"oncall@example.com\"", "\"text\":\"Acknowledge: ");
      assertThat(get(page, "/").body())
          .contains("Down: &lt;shop&gt;")
          .contains("<a href=\"http://localhost:8085/a/abc?x=1&amp;y=2\"")
          .doesNotContain("<shop>");

      assertThat(request(page, "/messages", "DELETE").statusCode()).isEqualTo(204);
      assertThat(get(page, "/messages").body()).isEqualTo("{\"items\":[]}");
      assertThat(get(page, "/other").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void onlyTheNewestMailsAreKept() {
    var smtp = FreePorts.next();
    try (var mailbox = new Mailbox(smtp, Clock.systemUTC())) {
      for (var i = 0; i < 305; i++) {
        send(smtp, "mail " + i, "text");
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> mailbox.mails().getFirst().subject().equals("mail 304"));

      assertThat(mailbox.mails()).hasSize(300);
    }
  }

  @Test
  void nothingInAMailBecomesMarkup() {
    assertThat(MailboxPage.linked("<script>alert('x')</script> javascript:alert(1)"))
        .isEqualTo("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; javascript:alert(1)");
    assertThat(MailboxPage.linked("see (https://example.com/a).\"onclick=x"))
        .isEqualTo(
            "see (<a href=\"https://example.com/a\" rel=\"noreferrer\">https://example.com/a</a>)"
                + ".&quot;onclick=x");
  }

  private static void send(int port, String subject, String text) {
    GreenMailUtil.sendTextEmail(
        "oncall@example.com",
        "tocsin@example.com",
        subject,
        text,
        new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  }

  private static HttpResponse<String> get(MailboxResource page, String path) throws Exception {
    return request(page, path, "GET");
  }

  private static HttpResponse<String> request(MailboxResource page, String path, String method)
      throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + page.port() + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    }
  }
}
