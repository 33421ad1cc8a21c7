package dev.tocsin.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;

/**
 * What a service says about itself.
 *
 * @param ready whether it does its work
 * @param text one or two words for the table, such as {@code ready} or {@code waits for kafka}
 */
public record Health(boolean ready, String text) {

  private static final int LIMIT_MILLIS = 3000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Asks {@code address}; no answer is an answer, too. */
  public static Health ask(String address) {
    try {
      var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      var status = connection.getResponseCode();
      if (status == 200) {
        connection.getInputStream().close();
        return new Health(true, "ready");
      }
      try (var body = connection.getErrorStream()) {
        return new Health(false, body == null ? "answers " + status : missing(status, body));
      }
    } catch (IOException e) {
      return new Health(false, "no answer");
    }
  }

  private static String missing(int status, InputStream body) throws IOException {
    var down = new ArrayList<String>();
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (IOException e) {
      return "answers " + status;
    }
    for (var check : answer.path("checks")) {
      if (!"UP".equals(check.path("status").asText())) {
        down.add(check.path("name").asText());
      }
    }
    return down.isEmpty() ? "answers " + status : "waits for " + String.join(", ", down);
  }
}
