package dev.tocsin.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client as anybody could write one. */
final class Http {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final @Nullable String key;

  private Http(@Nullable String key) {
    this.key = key;
  }

  static Http with(String key) {
    return new Http(key);
  }

  static Http anonymous() {
    return new Http(null);
  }

  /**
   * An answer.
   *
   * @param json a missing node when the body is no JSON
   */
  record Answer(int status, String text, JsonNode json) {
    JsonNode items() {
      return json.path("items");
    }
  }

  Answer get(String url) {
    return send("GET", url, "application/json", null);
  }

  Answer post(String url, @Nullable String body) {
    return send("POST", url, "application/json", body);
  }

  Answer put(String url, String body) {
    return send("PUT", url, "application/json", body);
  }

  Answer send(String method, String url, String contentType, @Nullable String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", contentType)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    try {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body(), parse(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
