package dev.tocsin.incident.notify;

import dev.tocsin.incident.paging.Bell;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Drives the courier: at once when this process has just committed work, and every second for
 * everything else.
 */
@ApplicationScoped
public class DeliveryJob {

  private final Courier courier;
  private final Bell bell;

  DeliveryJob(Courier courier, Bell bell) {
    this.courier = courier;
    this.bell = bell;
  }

  void listen(@Observes StartupEvent start) {
    bell.onRing(courier::deliverSoon);
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void sweep() {
    courier.giveBackExpired();
    courier.deliverDue();
  }
}
