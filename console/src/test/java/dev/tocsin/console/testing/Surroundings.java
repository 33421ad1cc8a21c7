package dev.tocsin.console.testing;

import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One receiver that stands for the services behind the gateway, and one service that is away. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

  public static final String ADMIN = "chief";
  public static final String PASSWORD = "correct horse battery";

  private @Nullable WebhookReceiver service;

  @Override
  public Map<String, String> start() {
    service = new WebhookReceiver();
    String base = service.uri("").toString();
    return Map.of(
        "TOCSIN_ADMIN_USER", ADMIN,
        "TOCSIN_ADMIN_PASSWORD", PASSWORD,
        "TOCSIN_PROBER_URL", base,
        "TOCSIN_LOGS_URL", base,
        "TOCSIN_INCIDENT_URL", base,
        "TOCSIN_EXCEPTIONS_URL", base,
        "TOCSIN_SLO_URL", "http://127.0.0.1:9",
        "console.gateway.timeout", "2s");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(service, new TestInjector.MatchesType(WebhookReceiver.class));
  }

  @Override
  public void stop() {
    if (service != null) {
      service.close();
    }
  }
}
