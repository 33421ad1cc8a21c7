package dev.tocsin.local;

import dev.tocsin.engines.FreePorts;
import dev.tocsin.local.service.ServiceSpec;
import dev.tocsin.local.supervise.PortHolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be true before anything is started; everything that is not is said at once. */
final class Preflight {

  private Preflight() {}

  /** Fails, naming the jars that have not been built. */
  static void built(List<ServiceSpec> specs) {
    var missing =
        specs.stream()
            .filter(spec -> spec.jar() != null && !Files.exists(spec.jar()))
            .map(ServiceSpec::name)
            .toList();
    if (!missing.isEmpty()) {
      throw new UserError(
          "not built: " + String.join(", ", missing) + " (./tocsin up builds what is missing)");
    }
  }

  /** Fails, naming every port that is taken and who holds it. */
  static void portsFree(Settings settings, List<ServiceSpec> specs) {
    var taken = new ArrayList<String>();
    wanted(settings, specs)
        .forEach(
            (name, port) -> {
              if (!FreePorts.isFree(port)) {
                taken.add(
                    "port %d (%s) is taken by %s".formatted(port, name, PortHolder.describe(port)));
              }
            });
    if (!taken.isEmpty()) {
      throw new UserError(
          String.join("\n", taken)
              + "\nStop it, or choose other ports (tocsin help names the variables).");
    }
  }

  private static Map<String, Integer> wanted(Settings settings, List<ServiceSpec> specs) {
    var wanted = new LinkedHashMap<String, Integer>();
    specs.forEach(spec -> wanted.put(spec.name(), spec.port()));
    if (settings.external() == null) {
      wanted.put("PostgreSQL", settings.ports().of("POSTGRES"));
      wanted.put("Kafka", settings.ports().of("KAFKA"));
      wanted.put("Kafka controller", settings.ports().of("KAFKA_CONTROLLER"));
    }
    if (settings.smtpHost() == null) {
      wanted.put("mailbox SMTP", settings.ports().of("SMTP"));
      wanted.put("mailbox page", settings.ports().of("MAILBOX"));
    }
    return wanted;
  }
}
