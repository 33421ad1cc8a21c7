package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The platform's public APIs, called with the API token like any other client. */
public final class PlatformApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Map<String, String> credentials;

  /** With the contents of {@code credentials.env}. */
  public PlatformApi(Map<String, String> credentials) {
    this.credentials = Map.copyOf(credentials);
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param body the body as JSON; a missing node when it is not JSON
   */
  public record Answer(int status, JsonNode body) {

    /** True for 2xx. */
    public boolean ok() {
      return status >= 200 && status < 300;
    }
  }

  /** The value of a line of {@code credentials.env}. */
  public String credential(String name) {
    String value = credentials.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not in credentials.env");
    }
    return value;
  }

  /** {@code GET base + path}; {@code base} is the name of a credential, such as TOCSIN_SLO_URL. */
  public Answer get(String base, String path) throws IOException, InterruptedException {
    return send(request(base, path).GET());
  }

  /** Sends JSON. */
  public Answer send(String method, String base, String path, String json)
      throws IOException, InterruptedException {
    return send(method, base, path, "application/json", json);
  }

  /** Sends a body of any type. */
  public Answer send(String method, String base, String path, String contentType, String body)
      throws IOException, InterruptedException {
    return send(
        request(base, path)
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String base, String path) {
    return HttpRequest.newBuilder(URI.create(credential(base) + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + credential("TOCSIN_API_TOKEN"));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(answer.statusCode(), parse(answer.body()));
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }
}
