package dev.tocsin.incident.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.incident.incident.AlertStore;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.ledger.LedgerStore;
import dev.tocsin.incident.link.Links;
import dev.tocsin.incident.link.SecretStore;
import dev.tocsin.incident.notify.Courier;
import dev.tocsin.incident.notify.email.EmailClient;
import dev.tocsin.incident.notify.webhook.WebhookClient;
import dev.tocsin.incident.notify.webhook.WebhookConfig;
import dev.tocsin.incident.oncall.PersonStore;
import dev.tocsin.incident.paging.AttemptStore;
import dev.tocsin.incident.paging.Bell;
import dev.tocsin.incident.paging.Channel;
import dev.tocsin.incident.paging.PageStore;
import dev.tocsin.incident.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

/** Makes the courier and its channels. */
public class DeliveryWiring {

  @Produces
  @Singleton
  Courier.Tables tables(
      AttemptStore attempts,
      PageStore pages,
      IncidentStore incidents,
      AlertStore alerts,
      PersonStore people,
      TimelineStore timeline,
      LedgerStore ledger) {
    return new Courier.Tables(attempts, pages, incidents, alerts, people, timeline, ledger);
  }

  @Produces
  @Singleton
  WebhookClient webhook(
      HttpClient http,
      ObjectMapper json,
      Database database,
      SecretStore secrets,
      WebhookConfig config) {
    String secret =
        config.secret().orElseGet(() -> database.transaction(tx -> secrets.get(tx, "webhook")));
    return new WebhookClient(http, json, secret, config.timeout());
  }

  @Produces
  @Singleton
  Courier courier(
      Database database,
      Courier.Tables tables,
      EmailClient email,
      WebhookClient webhook,
      Links links,
      Bell bell,
      MeterRegistry metrics) {
    var means =
        new Courier.Means(
            Map.of(Channel.EMAIL, email, Channel.WEBHOOK, webhook),
            links,
            bell,
            metrics,
            Executors.newVirtualThreadPerTaskExecutor());
    return new Courier("courier-" + UUID.randomUUID(), database, tables, means);
  }
}
