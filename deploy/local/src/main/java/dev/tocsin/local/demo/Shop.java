package dev.tocsin.local.demo;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The demo shop's process. */
public final class Shop {

  /** The variable with the shop's port. */
  static final String PORT = "TOCSIN_SHOP_PORT";

  private static final String USUAL_PORT = "8090";
  private static final long ORDER_EVERY_MILLIS = 500;
  private static final long SET_UP_AGAIN_AFTER_MILLIS = 1_000;

  private Shop() {}

  /**
   * Opens the shop, sets up its monitor, SLO and exception rule, and lets customers buy. Reads its
   * port and the contents of {@code credentials.env} from the environment.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> env = System.getenv();
    var api = new PlatformApi(env);
    var fault = new FaultSwitch();
    var telemetry =
        new Telemetry(
            api.credential("TOCSIN_LOGS_URL"),
            api.credential("TOCSIN_INGEST_KEY"),
            api.credential("TOCSIN_SENTRY_DSN"));
    var orders = new Orders(new PaymentProvider(fault), telemetry);
    int port = Integer.parseInt(env.getOrDefault(PORT, USUAL_PORT));
    var doors = new ShopDoors(port, fault, orders, telemetry);
    var customers = Executors.newSingleThreadScheduledExecutor();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      customers.shutdownNow();
                      doors.close();
                      telemetry.close();
                    }));
    var _ =
        customers.scheduleAtFixedRate(
            orders::place, ORDER_EVERY_MILLIS, ORDER_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    System.out.println("shop: http://127.0.0.1:" + port);
    setUp(new DemoSetup(api), "http://127.0.0.1:" + port);
    doors.open();
  }

  /** A service may be restarting just now: tries until it is there. */
  private static void setUp(DemoSetup setup, String url) throws InterruptedException {
    while (true) {
      try {
        setup.run(url);
        return;
      } catch (IOException | IllegalStateException e) {
        System.out.println("shop: cannot set up yet: " + e.getMessage());
        Thread.sleep(SET_UP_AGAIN_AFTER_MILLIS);
      }
    }
  }
}
