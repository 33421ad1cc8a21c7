package dev.tocsin.logs.tail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two ways to follow the stream: server-sent events, and Loki's WebSocket. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class TailIT {

  @TestHTTPResource("/")
  URI base = URI.create("http://localhost/");

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void newLinesArriveFilteredAtTheServer() throws Exception {
    String service = Logs.newService("tail");
    var heard = new CopyOnWriteArrayList<String>();
    var answer = listen("service=" + service + "&q=" + encoded("level>=error \"no stock\""), heard);
    await().untilAsserted(() -> assertThat(listeners()).isPositive());

    push(service, "info", "no stock 1");
    await()
        .untilAsserted(
            () -> {
              push(service, "error", "no stock 2");
              assertThat(data(heard)).isNotEmpty();
            });
    assertThat(heard).anyMatch(line -> line.strip().equals("event:line"));
    assertThat(data(heard)).allMatch(line -> line.contains("no stock 2"));
    JsonPath item = new JsonPath(data(heard).getFirst());
    assertThat(item.getString("level")).isEqualTo("error");
    assertThat(item.getString("service")).isEqualTo(service);
    assertThat(item.getString("attributes.n")).isEqualTo("7");

    answer.body().close();
    await().untilAsserted(() -> assertThat(listeners()).isZero());
  }

  @Test
  void aBrokenQueryIsRefused() {
    given()
        .header("X-Tocsin-Key", TestKeys.VIEWER_API)
        .queryParam("q", "level>=")
        .get("/api/v1/logs/tail")
        .then()
        .statusCode(400);
    given().get("/api/v1/logs/tail").then().statusCode(401);
  }

  @Test
  void lokisTailSendsWhatIsStoredAndThenWhatComes() {
    String service = Logs.newService("lokitail");
    String lines =
        IntStream.range(0, 5)
            .mapToObj(i -> line(service, "info", "old " + i))
            .collect(Collectors.joining("\n"));
    Logs.postLines(lines).then().statusCode(200);
    Logs.awaitRows(service, 5);

    var socket = new Socket();
    WebSocket open =
        open(
            socket, "{service_name=\"" + service + "\"} |= \"d\" | line_format \"<{{__line__}}>\"");
    await().untilAsserted(() -> assertThat(socket.lines()).hasSize(5));
    assertThat(socket.lines())
        .containsExactly("<old 0>", "<old 1>", "<old 2>", "<old 3>", "<old 4>");
    await()
        .untilAsserted(
            () -> {
              push(service, "warn", "dawn");
              assertThat(socket.lines()).contains("<dawn>");
            });
    JsonPath frame = new JsonPath(socket.frames.getLast());
    assertThat(frame.getMap("streams[0].stream"))
        .containsEntry("service_name", service)
        .containsEntry("level", "warn");
    open.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    await().untilAsserted(() -> assertThat(listeners()).isZero());
  }

  @Test
  void thousandsOfLinesThatThePipelineDropsDoNotSilenceTheTail() {
    // given a tail whose pipeline decides after the store has
    String service = Logs.newService("lokidrop");
    var socket = new Socket();
    WebSocket open =
        open(
            socket,
            "{service_name=\"" + service + "\"} | line_format \"<{{__line__}}>\" |= \"needle>\"");
    await().untilAsserted(() -> assertThat(listeners()).isPositive());
    // when nearly as many lines as fit wait at once
    String hay =
        IntStream.range(0, 1900)
            .mapToObj(i -> line(service, "info", "hay " + i))
            .collect(Collectors.joining("\n"));
    Logs.postLines(hay).then().statusCode(200);
    // then what comes behind them is still heard
    await()
        .untilAsserted(
            () -> {
              push(service, "info", "needle");
              assertThat(socket.lines()).contains("<needle>");
            });
    assertThat(socket.lines()).containsOnly("<needle>");
    open.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    await().untilAsserted(() -> assertThat(listeners()).isZero());
  }

  @Test
  void aMistakeIsTheReasonOfClosing() {
    var socket = new Socket();
    open(socket, "{a=}");
    await().untilAsserted(() -> assertThat(socket.reason).startsWith("1011 parse error at line 1"));
  }

  private HttpResponse<java.io.InputStream> listen(String query, List<String> heard)
      throws Exception {
    var request =
        HttpRequest.newBuilder(base.resolve("/api/v1/logs/tail?" + query))
            .header("X-Tocsin-Key", TestKeys.VIEWER_API)
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    Thread.ofVirtual()
        .start(
            () -> {
              try (var reader =
                  new java.io.BufferedReader(
                      new java.io.InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  heard.add(line);
                }
              } catch (java.io.IOException e) {
                heard.add("closed");
              }
            });
    return answer;
  }

  private WebSocket open(Socket socket, String query) {
    var uri =
        URI.create(
            base.toString().replaceFirst("http", "ws")
                + "loki/api/v1/tail?limit=100&query="
                + encoded(query));
    return client
        .newWebSocketBuilder()
        .header("X-Tocsin-Key", TestKeys.VIEWER_API)
        .buildAsync(uri, socket)
        .join();
  }

  private static final class Socket implements WebSocket.Listener {
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private volatile String reason = "";

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        frames.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String why) {
      reason = code + " " + why;
      return null;
    }

    private List<String> lines() {
      return frames.stream()
          .flatMap(
              frame ->
                  new JsonPath(frame)
                      .<List<List<Object>>>getList("streams.values").stream()
                          .flatMap(List::stream)
                          .map(value -> value.get(1).toString()))
          .toList();
    }
  }

  private static void push(String service, String level, String message) {
    Logs.postLines(line(service, level, message)).then().statusCode(200);
  }

  private static String line(String service, String level, String message) {
    return "{\"service\":\"%s\",\"level\":\"%s\",\"msg\":\"%s\",\"n\":7}"
        .formatted(service, level, message);
  }

  private static List<String> data(List<String> heard) {
    return heard.stream()
        .filter(line -> line.startsWith("data:") && line.contains("body"))
        .map(line -> line.substring(5))
        .toList();
  }

  private static double listeners() {
    String text = given().get("/q/metrics").then().statusCode(200).extract().asString();
    return text.lines()
        .filter(line -> line.startsWith("tocsin_logs_tail_listeners"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static org.awaitility.core.ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(200));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
