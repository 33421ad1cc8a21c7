package dev.tocsin.local.service;

import dev.tocsin.local.Settings;
import dev.tocsin.local.credentials.Credentials;
import dev.tocsin.local.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The services and agents of the platform, in the order in which they are started. */
public final class ServiceCatalogue {

  private static final List<Service> SERVICES =
      List.of(
          new Service("incident-service", "INCIDENT", "incident_service", 144, false),
          new Service("console", "CONSOLE", "console", 128, false),
          new Service("uptime-prober", "PROBER", "uptime_prober", 144, false),
          new Service("exception-tracker", "EXCEPTIONS", "exception_tracker", 160, true),
          new Service("slo-service", "SLO", "slo_service", 144, false),
          new Service("log-ingest", "LOGS", "log_ingest", 192, true));

  private static final int AGENT_HEAP = 56;

  private final Settings settings;
  private final Credentials credentials;

  /**
   * One service.
   *
   * @param port the name in {@code TOCSIN_PORT_<name>}
   */
  private record Service(
      String name, String port, String database, int heap, boolean fullCompiler) {}

  public ServiceCatalogue(Settings settings, Credentials credentials) {
    this.settings = settings;
    this.credentials = credentials;
  }

  /** The database of each service. */
  public static List<String> databases() {
    return SERVICES.stream().map(Service::database).toList();
  }

  /** Every child process except those named {@code without}. */
  public List<ServiceSpec> specs(Engines engines, Set<String> without) {
    var specs = new ArrayList<ServiceSpec>();
    for (var service : SERVICES) {
      specs.add(service(service, engines));
    }
    for (var region : Credentials.REGIONS) {
      specs.add(agent(region));
    }
    return specs.stream().filter(spec -> !without.contains(spec.name())).toList();
  }

  /** Where each service answers, by the variable under which others find it. */
  public Map<String, String> addresses() {
    var ports = settings.ports();
    var addresses = new LinkedHashMap<String, String>();
    addresses.put("TOCSIN_URL", ports.url("CONSOLE"));
    addresses.put("TOCSIN_PROBER_URL", ports.url("PROBER"));
    addresses.put("TOCSIN_LOGS_URL", ports.url("LOGS"));
    addresses.put("TOCSIN_SLO_URL", ports.url("SLO"));
    addresses.put("TOCSIN_EXCEPTIONS_URL", ports.url("EXCEPTIONS"));
    addresses.put("TOCSIN_INCIDENT_URL", ports.url("INCIDENT"));
    if (settings.smtpHost() == null) {
      addresses.put("TOCSIN_MAILBOX_URL", ports.url("MAILBOX"));
    }
    addresses.put("TOCSIN_SENTRY_DSN", credentials.sentryDsn(ports.of("EXCEPTIONS")));
    return addresses;
  }

  private ServiceSpec service(Service service, Engines engines) {
    var environment = shared(service.name());
    environment.put("TOCSIN_HTTP_PORT", Integer.toString(settings.ports().of(service.port())));
    environment.put("TOCSIN_DB_URL", engines.jdbcUrl(service.database()));
    environment.put("TOCSIN_DB_USER", engines.user());
    environment.put("TOCSIN_DB_PASSWORD", engines.password());
    environment.put("TOCSIN_KAFKA_BOOTSTRAP", engines.kafkaBootstrap());
    environment.put("TOCSIN_ACCESS_KEYS", credentials.accessSeeds());
    environment.put("TOCSIN_SERVICE_KEY", credentials.get("TOCSIN_SERVICE_KEY"));
    switch (service.name()) {
      case "uptime-prober" -> environment.put("TOCSIN_PROBER_ROLE", "control");
      case "console" -> {
        environment.put("TOCSIN_ADMIN_USER", credentials.get("TOCSIN_ADMIN_USER"));
        environment.put("TOCSIN_ADMIN_PASSWORD", credentials.get("TOCSIN_ADMIN_PASSWORD"));
      }
      case "incident-service" -> {
        environment.put("TOCSIN_LINK_SECRET", credentials.get("TOCSIN_LINK_SECRET"));
        environment.put("TOCSIN_WEBHOOK_SECRET", credentials.get("TOCSIN_WEBHOOK_SECRET"));
        environment.put("TOCSIN_INCIDENT_PUBLIC_URL", settings.incidentPublicUrl());
        if (settings.smtpHost() == null) {
          environment.put("TOCSIN_SMTP_HOST", "127.0.0.1");
          environment.put("TOCSIN_SMTP_PORT", Integer.toString(settings.ports().of("SMTP")));
        }
      }
      case "log-ingest" ->
          environment.put("TOCSIN_LOGS_DIR", settings.data().resolve("log-segments").toString());
      default -> {}
    }
    return spec(
        service.name(),
        service.name(),
        settings.ports().of(service.port()),
        JvmFlags.of(service.heap(), service.fullCompiler(), temporary(service.name())),
        environment,
        null);
  }

  private ServiceSpec agent(String region) {
    var name = "agent-" + region;
    var port = settings.ports().of("AGENT_" + region.toUpperCase(Locale.ROOT).replace('-', '_'));
    var environment = shared(name);
    environment.put("TOCSIN_HTTP_PORT", Integer.toString(port));
    environment.put("TOCSIN_PROBER_ROLE", "agent");
    environment.put("TOCSIN_CONTROL_URL", settings.ports().url("PROBER"));
    environment.put("TOCSIN_REGION", region);
    environment.put("TOCSIN_REGION_KEY", credentials.regionKey(region));
    environment.put("TOCSIN_AGENT_NAME", region + "-1");
    // On a laptop what is probed is mostly on the laptop.
    environment.put("TOCSIN_PROBE_ALLOW_PRIVATE", "true");
    return spec(
        name,
        "uptime-prober",
        port,
        JvmFlags.of(AGENT_HEAP, false, temporary(name)),
        environment,
        "uptime-prober");
  }

  /** What every child gets. */
  private Map<String, String> shared(String name) {
    var environment = new LinkedHashMap<>(addresses());
    environment.put("TOCSIN_CONSOLE_URL", settings.consoleUrl());
    environment.put("TOCSIN_JWKS_URL", settings.ports().url("CONSOLE") + "/.well-known/jwks.json");
    environment.put("TOCSIN_DATA_DIR", settings.data().resolve(name).toString());
    environment.put("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", "2");
    environment.put("QUARKUS_VERTX_CACHE_DIRECTORY", temporary(name).toString());
    environment.put(JvmFlags.ARENAS, "2");
    return environment;
  }

  private Path temporary(String name) {
    return settings.temporary().resolve(name);
  }

  private ServiceSpec spec(
      String name,
      String module,
      int port,
      List<String> flags,
      Map<String, String> environment,
      @Nullable String after) {
    var jar = settings.root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toString()));
    var address = "http://localhost:" + port;
    return new ServiceSpec(
        name, port, address, address + "/q/health/ready", jar, command, environment, after);
  }
}
