package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.pipeline.Names;
import dev.tocsin.logs.record.Level;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which labels a line has. Those of its stream: the service, the level, resource attributes whose
 * key is a label's name (that is how Loki's clients push them), and the resource attributes that
 * Loki too makes labels by default. Everything else is metadata of the line.
 */
public final class StreamLabels {

  static final String SERVICE = "service_name";
  static final String LEVEL = "level";
  static final String DETECTED_LEVEL = "detected_level";
  static final String SERVICE_KEY = "service.name";

  private static final Set<String> INDEXED =
      Set.of(
          "service.namespace",
          "service.instance.id",
          "deployment.environment",
          "deployment.environment.name",
          "cloud.region",
          "cloud.availability_zone",
          "container.name",
          "k8s.cluster.name",
          "k8s.namespace.name",
          "k8s.pod.name",
          "k8s.container.name",
          "k8s.replicaset.name",
          "k8s.deployment.name",
          "k8s.statefulset.name",
          "k8s.daemonset.name",
          "k8s.cronjob.name",
          "k8s.job.name");

  private StreamLabels() {}

  /** The labels of a stream. */
  static TreeMap<String, String> of(String service, int severity, String resourceJson) {
    var labels = new TreeMap<String, String>();
    JsonFields.read(
        resourceJson,
        (key, value) -> {
          if (!value.isEmpty() && indexed(key)) {
            labels.put(Names.label(key), value);
          }
        });
    labels.put(SERVICE, service);
    Level level = Level.ofNumber(severity);
    if (level == null) {
      labels.remove(LEVEL);
    } else {
      labels.put(LEVEL, level.label());
    }
    return labels;
  }

  /** Whether a resource attribute is a label of the stream. */
  static boolean indexed(String key) {
    return INDEXED.contains(key) || Names.label(key).equals(key);
  }

  /** The keys that Loki makes labels by default. */
  static Set<String> usual() {
    return INDEXED;
  }

  /** Adds the resource attributes that are no labels of the stream. */
  static void rest(String resourceJson, Map<String, String> metadata) {
    JsonFields.read(
        resourceJson,
        (key, value) -> {
          if (!indexed(key) && !key.equals(SERVICE_KEY)) {
            metadata.put(Names.label(key), value);
          }
        });
  }
}
