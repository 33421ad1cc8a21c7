package dev.tocsin.local.demo;

import dev.tocsin.local.Demo;
import dev.tocsin.local.service.JvmFlags;
import dev.tocsin.local.service.ServiceSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shop as a child process of the launcher, and the guide who tells what happens. */
public final class DemoShop implements Demo {

  private static final String PORT_VARIABLE = "TOCSIN_PORT_SHOP";
  private static final int USUAL_PORT = 8090;
  private static final int HEAP_MEGABYTES = 64;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  @Override
  public List<ServiceSpec> processes(Context context) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.of(HEAP_MEGABYTES, false, context.temporary()));
    command.addAll(List.of("-cp", context.ownClassPath(), Shop.class.getName()));
    var environment = new HashMap<>(context.environment());
    environment.put(Shop.PORT, String.valueOf(port(context)));
    return List.of(
        new ServiceSpec(
            "shop",
            port(context),
            shopUrl(context),
            shopUrl(context) + "/q/health/ready",
            null,
            command,
            environment,
            null));
  }

  @Override
  public void guide(Context context, InputStream keys, PrintStream out)
      throws IOException, InterruptedException {
    var api = new PlatformApi(context.environment());
    var shop = URI.create(shopUrl(context));
    var story =
        new DemoStory(api, out, Clock.system(ZoneId.systemDefault()), new DemoSetup(api).monitor());
    story.introduce(shop.toString());
    var input = new BufferedReader(new InputStreamReader(keys, StandardCharsets.UTF_8));
    boolean listening = true;
    while (!Thread.currentThread().isInterrupted()) {
      // An input that has ended (a script, a closed terminal) leaves the story running.
      if (listening && input.ready()) {
        String line = input.readLine();
        listening = line != null && act(line.strip(), shop, story);
      }
      story.look();
      Thread.sleep(LOOK_EVERY);
    }
  }

  private static boolean act(String key, URI shop, DemoStory story)
      throws IOException, InterruptedException {
    switch (key) {
      case "b" -> {
        post(shop.resolve("/fault/on"));
        story.tell("you broke the shop");
      }
      case "f" -> {
        post(shop.resolve("/fault/off"));
        story.tell("you repaired the shop");
      }
      case "q" -> {
        // The launcher's own way to stop, the same as Ctrl-C.
        var _ = Thread.ofPlatform().name("quit").start(() -> System.exit(0));
        return false;
      }
      case "" -> {}
      default -> story.tell("b breaks the shop, f repairs it, q stops everything");
    }
    return true;
  }

  private static void post(URI uri) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(uri)
              .timeout(Duration.ofSeconds(5))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      var _ = client.send(request, HttpResponse.BodyHandlers.discarding());
    }
  }

  private static int port(Context context) {
    Map<String, String> variables = context.variables();
    return Integer.parseInt(variables.getOrDefault(PORT_VARIABLE, "" + USUAL_PORT));
  }

  private static String shopUrl(Context context) {
    return "http://127.0.0.1:" + port(context);
  }
}
