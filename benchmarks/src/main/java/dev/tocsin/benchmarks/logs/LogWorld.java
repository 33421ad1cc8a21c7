package dev.tocsin.benchmarks.logs;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A seeded stream of realistic lines: services by Zipf's law, ten pods each, requests that leave
 * several lines under one trace, a few stack traces, and planted needles whose number is known.
 */
final class LogWorld {

  /** Occurs in a message nowhere but where it was planted. */
  static final String NEEDLE = "quokkafracture";

  /** A phrase that no filter of words can exclude for good, because its words are common. */
  static final String PHRASE = "retry budget of upstream payment";

  private static final String[] SERVICES = {
    "checkout", "catalogue", "cart", "payment", "search", "gateway", "account", "stock", "mail",
    "pricing", "shipping", "review", "image", "session", "invoice", "coupon", "report", "audit",
    "export", "cron"
  };
  private static final String[] ROUTES = {
    "/api/v1/orders/{id}",
    "/api/v1/orders",
    "/api/v1/carts/{id}/items",
    "/api/v1/products/{id}",
    "/api/v1/products",
    "/api/v1/search",
    "/api/v1/users/{id}",
    "/api/v1/payments/{id}/capture",
    "/api/v1/stock/{id}",
    "/health",
    "/api/v1/reviews/{id}",
    "/api/v1/sessions",
    "/img/{id}.webp"
  };
  private static final String[] METHODS = {"GET", "GET", "GET", "GET", "POST", "PUT", "DELETE"};
  private static final String FRAMES = frames();
  private static final int PODS = 10;

  private static final class Request {
    final String traceId;
    final String route;
    final String path;
    final String method;
    final int user;
    int left;

    Request(Random random) {
      traceId = hex(random, 16);
      route = ROUTES[zipf(random, ROUTES.length)];
      path = route.replace("{id}", Integer.toString(100_000 + random.nextInt(900_000)));
      method = METHODS[random.nextInt(METHODS.length)];
      user = 1 + zipf(random, 200_000);
      left = 1 + (int) Math.min(30, -Math.log(1 - random.nextDouble()) * 6);
    }
  }

  private final Random random;
  private final List<List<Line.Pod>> pods = new ArrayList<>();
  private final Request[] open = new Request[256];
  private final long startNs;
  private final double stepNs;
  private final long needleEvery;
  private long number;

  /**
   * A world whose {@code lines} lines lie evenly in {@code spanNs}.
   *
   * @param needles how many lines carry the needle
   */
  LogWorld(long seed, long startNs, long spanNs, long lines, int needles) {
    this.random = new Random(seed);
    this.startNs = startNs;
    this.stepNs = (double) spanNs / lines;
    this.needleEvery = lines / needles;
    for (String service : SERVICES) {
      var group = new ArrayList<Line.Pod>();
      String version = "2." + random.nextInt(40) + "." + random.nextInt(10);
      String deployment = service + "-" + hex(random, 5);
      for (int i = 0; i < PODS; i++) {
        String node = "node-" + (10 + random.nextInt(30));
        group.add(new Line.Pod(service, deployment + "-" + hex(random, 3), node, version));
      }
      pods.add(group);
    }
    for (int i = 0; i < open.length; i++) {
      open[i] = new Request(random);
    }
  }

  /** The next line. */
  Line next() {
    int slot = random.nextInt(open.length);
    Request request = open[slot];
    if (--request.left == 0) {
      open[slot] = new Request(random);
    }
    long time = startNs + (long) (number * stepNs) + random.nextInt(1000);
    var pod = pods.get(zipf(random, SERVICES.length)).get(random.nextInt(PODS));
    int dice = random.nextInt(1000);
    int level = dice < 8 ? 17 : dice < 38 ? 13 : dice < 200 ? 5 : 9;
    int status = level == 17 ? 500 + random.nextInt(4) : level == 13 ? 404 : 200;
    double duration = Math.round(-Math.log(1 - random.nextDouble()) * 400) / 10.0;
    boolean traced = random.nextInt(10) > 0;
    boolean needle = number % needleEvery == needleEvery / 2;
    String trace = level == 17 && random.nextInt(3) == 0 ? FRAMES : null;
    number++;
    return new Line(
        time,
        level,
        pod,
        traced ? request.traceId : null,
        traced ? hex(random, 8) : null,
        request.route,
        request.path,
        request.method,
        status,
        duration,
        request.user,
        "worker-" + random.nextInt(16),
        message(request, level, status, duration, needle),
        trace);
  }

  private String message(Request request, int level, int status, double duration, boolean needle) {
    String text =
        switch (level) {
          case 17 ->
              random.nextInt(20) == 0
                  ? PHRASE + " exhausted after 3 attempts, order " + random.nextInt(1_000_000)
                  : "connection to upstream refused while handling " + request.path;
          case 13 ->
              "slow answer: payment retry "
                  + random.nextInt(5)
                  + " of upstream budget for user u-"
                  + request.user;
          case 5 ->
              "cache "
                  + (random.nextInt(4) == 0 ? "miss" : "hit")
                  + " for key product:"
                  + random.nextInt(50_000)
                  + ":price";
          default ->
              String.format(
                  Locale.ROOT,
                  "%s %s answered %d in %.1f ms for tenant acme-%d",
                  request.method,
                  request.path,
                  status,
                  duration,
                  request.user % 300);
        };
    return needle ? text + " " + NEEDLE : text;
  }

  private static String hex(Random random, int bytes) {
    var raw = new byte[bytes];
    random.nextBytes(raw);
    return HexFormat.of().formatHex(raw);
  }

  /** A number below {@code n}; small ones are much more frequent. */
  private static int zipf(Random random, int n) {
    return (int) Math.min(n - 1, Math.pow(n + 1, random.nextDouble()) - 1);
  }

  private static String frames() {
    var text =
        new StringBuilder("java.net.ConnectException: Connection refused: upstream.example.com");
    for (int i = 0; i < 14; i++) {
      text.append("\n\tat com.example.shop.layer")
          .append(i)
          .append(".Handler.call(Handler.java:")
          .append(40 + 7 * i)
          .append(')');
    }
    return text.toString();
  }
}
