package dev.tocsin.incident.runtime;

import dev.tocsin.incident.escalation.Level;
import dev.tocsin.incident.escalation.Policy;
import dev.tocsin.incident.escalation.PolicyStore;
import dev.tocsin.incident.escalation.Target;
import dev.tocsin.incident.oncall.OnCallConfig;
import dev.tocsin.incident.oncall.Person;
import dev.tocsin.incident.oncall.PersonStore;
import dev.tocsin.incident.oncall.Rotation;
import dev.tocsin.incident.oncall.ScheduleStore;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.incident.sql.Tx;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Makes sure that an empty database can wake somebody: one person, the schedule {@code primary}
 * with that person alone, and the policy {@code default}. What people changed later stays.
 */
@Singleton
public class FirstStart {

  private static final Logger LOG = Logger.getLogger(FirstStart.class);
  private static final String SCHEDULE = "primary";
  private static final int SEED_LOCK = 5;
  private static final String ACTOR = "first start";

  private final Database database;
  private final PersonStore people;
  private final ScheduleStore schedules;
  private final PolicyStore policies;
  private final OnCallConfig config;

  FirstStart(
      Database database,
      PersonStore people,
      ScheduleStore schedules,
      PolicyStore policies,
      OnCallConfig config) {
    this.database = database;
    this.people = people;
    this.schedules = schedules;
    this.policies = policies;
    this.config = config;
  }

  void seed(@Observes @Priority(1) StartupEvent event) {
    database.transaction(
        tx -> {
          tx.lock(SEED_LOCK, "seed");
          seed(tx);
          return true;
        });
  }

  private void seed(Tx tx) throws SQLException {
    Person person = people.fallback(tx);
    if (person == null) {
      person = people.add(tx, config.name(), config.email(), config.webhook().orElse(null), true);
      LOG.infof("first start: %s <%s> is on call", person.name(), person.email());
    }
    if (schedules.find(tx, SCHEDULE) == null) {
      var rotation =
          new Rotation(config.zone(), LocalDateTime.of(2024, 1, 1, 9, 0), 1, Rotation.Unit.WEEK);
      schedules.put(tx, SCHEDULE, rotation, List.of(person.id()), ACTOR);
    }
    if (policies.current(tx, Policy.DEFAULT) == null) {
      var onCall = new Level(5, List.of(new Target(Target.Type.SCHEDULE, SCHEDULE)));
      policies.put(tx, Policy.DEFAULT, List.of(onCall), 2, ACTOR);
    }
  }
}
