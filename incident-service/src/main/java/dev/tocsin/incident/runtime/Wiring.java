package dev.tocsin.incident.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.incident.escalation.Pager;
import dev.tocsin.incident.escalation.PolicyStore;
import dev.tocsin.incident.escalation.RunStore;
import dev.tocsin.incident.impact.ImpactClient;
import dev.tocsin.incident.impact.ImpactConfig;
import dev.tocsin.incident.impact.ImpactStore;
import dev.tocsin.incident.impact.ImpactSurvey;
import dev.tocsin.incident.incident.AlertStore;
import dev.tocsin.incident.incident.IncidentPublisher;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.IncidentWatch;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.ledger.LedgerStore;
import dev.tocsin.incident.link.LinkConfig;
import dev.tocsin.incident.link.LinkResource;
import dev.tocsin.incident.link.LinkTokens;
import dev.tocsin.incident.link.Links;
import dev.tocsin.incident.link.SecretStore;
import dev.tocsin.incident.oncall.PersonStore;
import dev.tocsin.incident.oncall.ScheduleStore;
import dev.tocsin.incident.paging.Bell;
import dev.tocsin.incident.paging.PageStore;
import dev.tocsin.incident.postmortem.Aftermath;
import dev.tocsin.incident.postmortem.Drafting;
import dev.tocsin.incident.postmortem.PostmortemStore;
import dev.tocsin.incident.room.IncidentResource;
import dev.tocsin.incident.room.Response;
import dev.tocsin.incident.signal.Intake;
import dev.tocsin.incident.signal.SignalConfig;
import dev.tocsin.incident.sql.Database;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Makes beans of the parts that know no framework. Delivery has a wiring of its own. */
public class Wiring {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Database database(AgroalDataSource dataSource) {
    return new Database(dataSource);
  }

  @Produces
  @Singleton
  Bell bell() {
    return new Bell();
  }

  @Produces
  @Singleton
  HttpClient http() {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(3))
        .version(HttpClient.Version.HTTP_1_1)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  @Produces
  @Singleton
  Pager pager(
      PolicyStore policies,
      RunStore runs,
      PageStore pages,
      Pager.Roster roster,
      Pager.Record record,
      Bell bell) {
    return new Pager(policies, runs, pages, roster, record, bell);
  }

  @Produces
  @Singleton
  Pager.Roster roster(PersonStore people, ScheduleStore schedules) {
    return new Pager.Roster(people, schedules);
  }

  @Produces
  @Singleton
  Pager.Record pagerRecord(
      IncidentStore incidents, TimelineStore timeline, IncidentPublisher publisher) {
    return new Pager.Record(incidents, timeline, publisher);
  }

  @Produces
  @Singleton
  Response response(
      IncidentStore incidents,
      Pager pager,
      TimelineStore timeline,
      LedgerStore ledger,
      IncidentPublisher publisher,
      IncidentWatch watch) {
    return new Response(incidents, pager, timeline, ledger, publisher, watch);
  }

  @Produces
  @Singleton
  Intake.Record intakeRecord(
      IncidentStore incidents,
      TimelineStore timeline,
      LedgerStore ledger,
      IncidentPublisher publisher) {
    return new Intake.Record(incidents, timeline, ledger, publisher);
  }

  @Produces
  @Singleton
  Intake intake(
      AlertStore alerts,
      Response response,
      Pager pager,
      Intake.Record record,
      SignalConfig config) {
    return new Intake(alerts, response, pager, record, config.reopenWithin());
  }

  @Produces
  @Singleton
  Links links(Database database, SecretStore secrets, LinkConfig config) {
    String secret =
        config.secret().orElseGet(() -> database.transaction(tx -> secrets.get(tx, "link")));
    return new Links(
        new LinkTokens(secret), config.publicUrl(), config.consoleUrl(), config.lifetime());
  }

  @Produces
  @Singleton
  LinkResource.Tables linkTables(PageStore pages, PersonStore people, IncidentStore incidents) {
    return new LinkResource.Tables(pages, people, incidents);
  }

  @Produces
  @Singleton
  IncidentResource.Tables incidentTables(
      IncidentStore incidents, AlertStore alerts, TimelineStore timeline, PageStore pages) {
    return new IncidentResource.Tables(incidents, alerts, timeline, pages);
  }

  @Produces
  @Singleton
  ImpactSurvey survey(
      Database database,
      IncidentStore incidents,
      ImpactStore store,
      TimelineStore timeline,
      ImpactClient client) {
    return new ImpactSurvey(database, incidents, store, timeline, client);
  }

  @Produces
  @Singleton
  ImpactClient impactClient(HttpClient http, ObjectMapper json, Clock clock, ImpactConfig config) {
    return new ImpactClient(
        http, json, clock, config.sources(), config.serviceKey().orElse(null), config.budget());
  }

  @Produces
  @Singleton
  IncidentWatch watch(ImpactSurvey survey) {
    return new Aftermath(survey, Executors.newVirtualThreadPerTaskExecutor());
  }

  @Produces
  @Singleton
  PostmortemStore.Story story(
      IncidentStore incidents, TimelineStore timeline, IncidentPublisher publisher) {
    return new PostmortemStore.Story(incidents, timeline, publisher);
  }

  @Produces
  @Singleton
  Drafting drafting(
      Database database,
      Drafting.Sources sources,
      ImpactSurvey survey,
      Links links,
      PostmortemStore postmortems) {
    return new Drafting(database, sources, survey, links, postmortems);
  }

  @Produces
  @Singleton
  Drafting.Sources draftingSources(
      IncidentStore incidents, AlertStore alerts, TimelineStore timeline, ImpactStore impact) {
    return new Drafting.Sources(incidents, alerts, timeline, impact);
  }
}
