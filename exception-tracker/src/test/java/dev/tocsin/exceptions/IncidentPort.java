package dev.tocsin.exceptions;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** A port that is free when the service starts; a test listens there when it wants alerts. */
public final class IncidentPort implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    try (var free = new ServerSocket(0)) {
      return Map.of("TOCSIN_INCIDENT_URL", "http://127.0.0.1:" + free.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {}
}
