package dev.tocsin.incident.escalation;

import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentPublisher;
import dev.tocsin.incident.incident.IncidentState;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.oncall.OnCall;
import dev.tocsin.incident.oncall.Person;
import dev.tocsin.incident.oncall.PersonStore;
import dev.tocsin.incident.oncall.Schedule;
import dev.tocsin.incident.oncall.ScheduleStore;
import dev.tocsin.incident.paging.Bell;
import dev.tocsin.incident.paging.Page;
import dev.tocsin.incident.paging.PageStore;
import dev.tocsin.incident.sql.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts, advances and ends escalations, always inside the transaction of the reason for it. */
public final class Pager {

  private static final int RUNS_AT_ONCE = 20;

  private final PolicyStore policies;
  private final RunStore runs;
  private final PageStore pages;
  private final Roster roster;
  private final Record record;
  private final Bell bell;

  /** Who may be woken, and who stands behind them. */
  public record Roster(PersonStore people, ScheduleStore schedules) {}

  /** Where the story of an incident is written. */
  public record Record(
      IncidentStore incidents, TimelineStore timeline, IncidentPublisher publisher) {}

  /**
   * What an escalation would do next.
   *
   * @param at when
   * @param level which level, from 1
   * @param who names, by today's schedules
   */
  public record Outlook(Instant at, int level, String who) {}

  /** A pager over these tables. */
  public Pager(
      PolicyStore policies,
      RunStore runs,
      PageStore pages,
      Roster roster,
      Record record,
      Bell bell) {
    this.policies = policies;
    this.runs = runs;
    this.pages = pages;
    this.roster = roster;
    this.record = record;
    this.bell = bell;
  }

  /**
   * Wakes the first level. Returns the incident, perhaps with a flag. Does nothing when an
   * escalation is under way already.
   */
  public Incident start(Tx tx, Incident incident) throws SQLException {
    if (runs.active(tx, incident.id()) != null) {
      return incident;
    }
    Policy policy = policies.current(tx, Policy.DEFAULT);
    if (policy == null) {
      throw new IllegalStateException("the policy '" + Policy.DEFAULT + "' is missing");
    }
    return advance(tx, runs.start(tx, incident.id(), policy), policy, incident);
  }

  /** Takes every due escalation one step on; returns how many there were. */
  public int advanceDue(Tx tx) throws SQLException {
    var due = runs.due(tx, RUNS_AT_ONCE);
    for (Run run : due) {
      Incident incident = record.incidents().find(tx, run.incidentId());
      if (incident != null && incident.state() instanceof IncidentState.Triggered) {
        advance(tx, run, policies.version(tx, run.policyName(), run.policyVersion()), incident);
      }
    }
    return due.size();
  }

  /** Somebody answered: no further level, nothing planned is sent. */
  public void acknowledged(Tx tx, UUID incidentId, @Nullable UUID personId) throws SQLException {
    runs.end(tx, incidentId, "acknowledged");
    pages.end(tx, incidentId, Page.State.SUPERSEDED, personId);
  }

  /** It is over. */
  public void resolved(Tx tx, UUID incidentId) throws SQLException {
    runs.end(tx, incidentId, "resolved");
    pages.end(tx, incidentId, Page.State.RESOLVED, null);
  }

  /** What comes next for an incident, or null when nothing does. */
  public @Nullable Outlook outlook(Tx tx, UUID incidentId) throws SQLException {
    Run run = runs.active(tx, incidentId);
    if (run == null) {
      return null;
    }
    Policy policy = policies.version(tx, run.policyName(), run.policyVersion());
    Step step =
        Escalation.next(
            policy, run.next(), onCall(tx, policy, run.nextDueAt()), roster.people().fallback(tx));
    return new Outlook(run.nextDueAt(), step.level(), step.names());
  }

  private Incident advance(Tx tx, Run run, Policy policy, Incident incident) throws SQLException {
    Step step =
        Escalation.next(
            policy, run.next(), onCall(tx, policy, tx.now()), roster.people().fallback(tx));
    for (String reason : step.trail()) {
      record.timeline().add(tx, incident.id(), "escalation", Actor.SYSTEM, reason);
    }
    for (Person person : step.people()) {
      pages.plan(tx, run.id(), incident.id(), step.at().loop(), step.level(), person.id());
    }
    Incident result = incident;
    String flag = step.flag();
    if (flag != null && !flag.equals(incident.flag())) {
      result = incident.flagged(flag);
      record.incidents().change(tx, result);
    }
    if (!step.people().isEmpty()) {
      record
          .timeline()
          .add(
              tx,
              incident.id(),
              "page",
              Actor.SYSTEM,
              "Waking " + step.names() + " (level " + step.level() + round(step) + ").");
      record.publisher().publish(tx, result, "paged", Actor.SYSTEM);
    }
    runs.waitAt(tx, run.id(), step.next(), step.pause());
    tx.afterCommit(bell::ring);
    return result;
  }

  private static String round(Step step) {
    return step.at().loop() == 0 ? "" : ", round " + (step.at().loop() + 1);
  }

  private Map<Target, Person> onCall(Tx tx, Policy policy, Instant at) throws SQLException {
    var known = new HashMap<Target, Person>();
    for (Level level : policy.levels()) {
      for (Target target : level.targets()) {
        Person person = person(tx, target, at);
        if (person != null) {
          known.put(target, person);
        }
      }
    }
    return known;
  }

  private @Nullable Person person(Tx tx, Target target, Instant at) throws SQLException {
    return switch (target.type()) {
      case PERSON -> roster.people().find(tx, UUID.fromString(target.id()));
      case SCHEDULE -> {
        Schedule schedule = roster.schedules().find(tx, target.id());
        UUID id = schedule == null ? null : OnCall.at(schedule, at).person();
        yield id == null ? null : roster.people().find(tx, id);
      }
    };
  }
}
