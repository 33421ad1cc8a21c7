package dev.tocsin.incident.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.incident.notify.Notice;
import dev.tocsin.incident.notify.Notifier;
import dev.tocsin.incident.notify.SendResult;
import dev.tocsin.incident.paging.Channel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Pages as an HTTP POST of JSON. {@code X-Tocsin-Signature: sha256=<hex>} is the HMAC-SHA256 of the
 * body under the shared secret.
 */
public final class WebhookClient implements Notifier {

  private final HttpClient http;
  private final ObjectMapper json;
  private final SecretKeySpec key;
  private final Duration timeout;

  /** The body. */
  record Body(
      UUID pageId,
      int attempt,
      Incident incident,
      String person,
      int level,
      List<String> alerts,
      Urls links) {}

  /** The incident in the body. */
  record Incident(
      UUID id,
      long number,
      String title,
      @Nullable String service,
      String severity,
      Instant since) {}

  /** The links in the body. */
  record Urls(String acknowledge, String resolve, String incident) {}

  /** Signs with {@code secret}. */
  public WebhookClient(HttpClient http, ObjectMapper json, String secret, Duration timeout) {
    this.http = http;
    this.json = json;
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    this.timeout = timeout;
  }

  @Override
  public Channel channel() {
    return Channel.WEBHOOK;
  }

  @Override
  public SendResult send(Notice notice) {
    String url = notice.person().webhookUrl();
    if (url == null) {
      return new SendResult.Failed("the person has no webhook any more");
    }
    try {
      byte[] body = json.writeValueAsBytes(body(notice));
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(timeout)
              .header("Content-Type", "application/json")
              .header("User-Agent", "tocsin")
              .header("X-Tocsin-Page", notice.pageId().toString())
              .header("X-Tocsin-Signature", "sha256=" + signature(body))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      var response = http.send(request, HttpResponse.BodyHandlers.discarding());
      return response.statusCode() / 100 == 2
          ? new SendResult.HandedOver("http " + response.statusCode())
          : new SendResult.Failed("the receiver answered " + response.statusCode());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notice cannot be written as JSON", e);
    } catch (ConnectException | java.net.http.HttpConnectTimeoutException e) {
      return new SendResult.Failed("the receiver cannot be reached");
    } catch (IOException e) {
      return new SendResult.Unknown("the receiver did not answer");
    } catch (IllegalArgumentException e) {
      return new SendResult.Failed("the webhook's address cannot be used");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SendResult.Unknown("interrupted while sending");
    }
  }

  private static Body body(Notice notice) {
    return new Body(
        notice.pageId(),
        notice.attempt(),
        new Incident(
            notice.incidentId(),
            notice.number(),
            notice.title(),
            notice.service(),
            notice.severity(),
            notice.since()),
        notice.person().name(),
        notice.level(),
        notice.alerts(),
        new Urls(notice.acknowledgeUrl(), notice.resolveUrl(), notice.incidentUrl()));
  }

  private String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
