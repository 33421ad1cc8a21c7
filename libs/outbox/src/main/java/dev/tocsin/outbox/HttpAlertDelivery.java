package dev.tocsin.outbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Posts a message's payload as JSON and takes any 2xx as "kept". */
public final class HttpAlertDelivery implements Delivery {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(8);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final URI target;
  private final String key;

  /**
   * Posts to {@code target} with {@code key} as bearer token.
   *
   * @param target absolute address
   * @param key raw service key
   */
  public HttpAlertDelivery(URI target, String key) {
    this.target = target;
    this.key = key;
  }

  @Override
  public void deliver(OutboxMessage message)
      throws IOException, InterruptedException, RejectedMessageException {
    var request =
        HttpRequest.newBuilder(target)
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(message.payload()))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return;
    }
    // A body that breaks a rule will break it tomorrow; a wrong key or a missing route can be
    // mended.
    if (status == 400 || status == 413 || status == 422) {
      throw new RejectedMessageException("status " + status + ": " + answer.body());
    }
    throw new IOException("status " + status + " from " + target);
  }
}
