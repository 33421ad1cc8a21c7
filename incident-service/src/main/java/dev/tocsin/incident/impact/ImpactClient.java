package dev.tocsin.incident.impact;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks all siblings side by side, each within the same budget. */
public final class ImpactClient {

  private static final int MAX_ANSWER = 256 * 1024;
  private static final int MAX_FIGURES = 50;

  private final HttpClient http;
  private final ObjectMapper json;
  private final Clock clock;
  private final Map<String, String> sources;
  private final @Nullable String key;
  private final Duration budget;

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Body(@Nullable List<ImpactAnswer.Figure> figures) {}

  /** What is asked. */
  public record Question(String service, Instant from, Instant to, String occasion) {}

  /** Asks {@code sources}, base addresses by name. */
  public ImpactClient(
      HttpClient http,
      ObjectMapper json,
      Clock clock,
      Map<String, String> sources,
      @Nullable String key,
      Duration budget) {
    this.http = http;
    this.json = json;
    this.clock = clock;
    this.sources = new TreeMap<>(sources);
    this.key = key;
    this.budget = budget;
  }

  /** One answer per source, by name; returns after the budget at the latest. */
  public List<ImpactAnswer> ask(Question question) {
    var asked = new ArrayList<CompletableFuture<ImpactAnswer>>();
    sources.forEach((source, base) -> asked.add(ask(source, base, question)));
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<ImpactAnswer> ask(String source, String base, Question question) {
    String query =
        base.replaceAll("/+$", "")
            + "/api/v1/impact?service="
            + encoded(question.service())
            + "&from="
            + encoded(question.from().toString())
            + "&to="
            + encoded(question.to().toString());
    Instant now = clock.instant();
    HttpRequest request;
    try {
      var builder = HttpRequest.newBuilder(URI.create(query)).timeout(budget).GET();
      if (key != null) {
        builder.header("Authorization", "Bearer " + key);
      }
      request = builder.build();
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(
          missing(source, query, question, now, "its address cannot be used"));
    }
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .orTimeout(budget.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(response -> answer(source, query, question, now, response))
        .exceptionally(e -> missing(source, query, question, now, reason(e)));
  }

  private ImpactAnswer answer(
      String source, String query, Question question, Instant now, HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      return missing(source, query, question, now, "it answered " + response.statusCode());
    }
    if (response.body().length > MAX_ANSWER) {
      return missing(source, query, question, now, "its answer was too long");
    }
    try {
      Body body = json.readValue(response.body(), Body.class);
      List<ImpactAnswer.Figure> figures = body.figures() == null ? List.of() : body.figures();
      return new ImpactAnswer(
          source,
          query,
          question.from(),
          question.to(),
          now,
          question.occasion(),
          true,
          null,
          sha256(response.body()),
          figures.stream().limit(MAX_FIGURES).toList());
    } catch (IOException e) {
      return missing(source, query, question, now, "its answer could not be read");
    }
  }

  private static ImpactAnswer missing(
      String source, String query, Question question, Instant now, String reason) {
    return new ImpactAnswer(
        source,
        query,
        question.from(),
        question.to(),
        now,
        question.occasion(),
        false,
        reason,
        null,
        List.of());
  }

  private static String reason(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return cause instanceof TimeoutException || cause instanceof HttpTimeoutException
        ? "it did not answer in time"
        : "it could not be reached";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
