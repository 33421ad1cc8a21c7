package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReceiversTest {

  @Test
  void theWebhookReceiverRecordsRequestsAndAnswersAsTold() throws Exception {
    try (var receiver = new WebhookReceiver().answerNext(503).answerBody("ok");
        var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(receiver.uri("/hook?a=1"))
              .header("X-Mark", "seen")
              .POST(BodyPublishers.ofString("{}"))
              .build();

      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

      var seen = receiver.await(2, Duration.ofSeconds(5)).getFirst();
      assertThat(seen.path()).isEqualTo("/hook?a=1");
      assertThat(seen.headers()).containsEntry("x-mark", "seen");
      assertThat(seen.body()).isEqualTo("{}");
    }
  }

  @Test
  void theMailReceiverKeepsWhatItIsSent() {
    try (var receiver = new MailReceiver()) {
      var setup = new ServerSetup(receiver.port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);

      GreenMailUtil.sendTextEmail(
          "oncall@example.com", "tocsin@example.com", "Down", "shop is down", setup);

      assertThat(receiver.await(1, Duration.ofSeconds(5)))
          .singleElement()
          .satisfies(
              mail -> {
                assertThat(mail.subject()).isEqualTo("Down");
                assertThat(mail.to()).containsExactly("oncall@example.com");
                assertThat(mail.text()).contains("shop is down");
              });
      receiver.clear();
      assertThat(receiver.mails()).isEmpty();
    }
  }
}
