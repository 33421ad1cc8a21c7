package dev.tocsin.incident.oncall;

import dev.tocsin.access.Roles;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.incident.sql.Tx;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Schedules, and who is on call. */
@Path("/api/v1")
@RunOnVirtualThread
@Tag(name = "On call")
public class ScheduleResource {

  private static final Duration LONGEST_RANGE = Duration.ofDays(366);
  private static final int MAX_PARTICIPANTS = 100;
  private static final int MAX_COUNT = 1_000;

  private final Database database;
  private final ScheduleStore schedules;
  private final PersonStore people;
  private final Clock clock;
  private final SecurityIdentity identity;

  ScheduleResource(
      Database database,
      ScheduleStore schedules,
      PersonStore people,
      Clock clock,
      SecurityIdentity identity) {
    this.database = database;
    this.schedules = schedules;
    this.people = people;
    this.clock = clock;
    this.identity = identity;
  }

  /** Somebody, in short. */
  public record Who(String id, String name, String email) {}

  /** Who is on call on a schedule; person is null when nobody is. */
  public record OnCallView(
      String schedule, @Nullable Who person, @Nullable Instant since, @Nullable Instant until) {}

  /** A shift; person is null in a gap. */
  public record ShiftView(@Nullable Who person, Instant start, Instant end) {}

  /** A schedule's newest version. anchor is local time in zone; period is count × unit. */
  public record View(
      String name,
      int version,
      Instant effectiveFrom,
      String zone,
      LocalDateTime anchor,
      int count,
      String unit,
      List<Who> participants) {}

  /** What is asked for: unit is hour, day, week (the default) or month. */
  public record Body(
      @Nullable String zone,
      @Nullable LocalDateTime anchor,
      @Nullable Integer count,
      @Nullable String unit,
      @Nullable List<String> participants) {}

  /** A list. */
  public record Slice<T>(List<T> items, @Nullable String nextCursor) {}

  /** Says who is on call. */
  @GET
  @Path("oncall")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Who is on call",
      description = "On every schedule, now or at an instant; person is null when nobody is.")
  public Slice<OnCallView> onCall(@QueryParam("at") @Nullable String at) {
    Instant instant = at == null ? clock.instant() : instant("at", at);
    return database.transaction(
        tx -> {
          var items = new ArrayList<OnCallView>();
          for (Schedule schedule : schedules.all(tx)) {
            Shift shift = OnCall.at(schedule, instant);
            items.add(
                new OnCallView(
                    schedule.name(),
                    who(tx, shift.person()),
                    finite(shift.start()),
                    finite(shift.end())));
          }
          return new Slice<>(items, null);
        });
  }

  /** Lists schedules. */
  @GET
  @Path("schedules")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List schedules")
  public Slice<View> list() {
    return database.transaction(
        tx -> {
          var items = new ArrayList<View>();
          for (Schedule schedule : schedules.all(tx)) {
            items.add(view(tx, schedule));
          }
          return new Slice<>(items, null);
        });
  }

  /** Shows a schedule. */
  @GET
  @Path("schedules/{name}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show a schedule")
  public View get(@PathParam("name") String name) {
    return database.transaction(tx -> view(tx, found(tx, name)));
  }

  /** Shows the shifts of a range. */
  @GET
  @Path("schedules/{name}/shifts")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Show shifts",
      description = "Of [from, to), at most 366 days, without holes: a gap is a shift of nobody.")
  public Slice<ShiftView> shifts(
      @PathParam("name") String name,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    Instant start = from == null ? clock.instant() : instant("from", from);
    Instant end = to == null ? start.plus(Duration.ofDays(28)) : instant("to", to);
    new FieldErrors()
        .require(
            "to",
            end.isAfter(start) && Duration.between(start, end).compareTo(LONGEST_RANGE) <= 0,
            "be after from, by at most 366 days")
        .throwIfAny();
    return database.transaction(
        tx -> {
          var items = new ArrayList<ShiftView>();
          for (Shift shift : OnCall.shifts(found(tx, name), start, end)) {
            items.add(new ShiftView(who(tx, shift.person()), shift.start(), shift.end()));
          }
          return new Slice<>(items, null);
        });
  }

  /** Makes a schedule, or its next version. */
  @PUT
  @Path("schedules/{name}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Make or change a schedule",
      description =
          "In force at once; what was before stays as it was. Whoever is in turn and stays in the"
              + " list stays in turn.")
  public View put(@PathParam("name") String name, @Nullable Body body) {
    Body given = body == null ? new Body(null, null, null, null, null) : body;
    var errors = new FieldErrors();
    errors.require("name", name.matches("[A-Za-z0-9._-]{1,64}"), "be 1 to 64 of A-Z a-z 0-9 . _ -");
    ZoneId zone = zone(given.zone());
    errors.require("zone", zone != null, "be an IANA time zone, for instance Europe/Berlin");
    errors.require("anchor", given.anchor() != null, "be a local time such as 2026-11-16T09:00:00");
    int count = given.count() == null ? 1 : given.count();
    errors.range("count", count, 1, MAX_COUNT);
    Rotation.Unit unit = unit(given.unit() == null ? "week" : given.unit());
    errors.require("unit", unit != null, "be one of hour, day, week, month");
    List<String> names = given.participants() == null ? List.of() : given.participants();
    errors.require(
        "participants",
        given.participants() != null && names.size() <= MAX_PARTICIPANTS,
        "be a list of at most 100 ids of people");
    return database.transaction(
        tx -> {
          List<UUID> participants = participants(tx, names, errors);
          errors.throwIfAny();
          if (zone == null || given.anchor() == null || unit == null) {
            throw new IllegalStateException("checked above");
          }
          var rotation = new Rotation(zone, given.anchor(), count, unit);
          return view(
              tx,
              schedules.put(tx, name, rotation, participants, identity.getPrincipal().getName()));
        });
  }

  private List<UUID> participants(Tx tx, List<String> names, FieldErrors errors)
      throws SQLException {
    var ids = new ArrayList<UUID>();
    for (int i = 0; i < names.size(); i++) {
      UUID id = uuid(names.get(i));
      boolean known = id != null && people.find(tx, id) != null;
      errors.require("participants[" + i + "]", known, "be the id of a person");
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  private Schedule found(Tx tx, String name) throws SQLException {
    Schedule schedule = schedules.find(tx, name);
    if (schedule == null) {
      throw ProblemException.notFound("schedule", name);
    }
    return schedule;
  }

  private View view(Tx tx, Schedule schedule) throws SQLException {
    ScheduleVersion version = schedule.current();
    var participants = new ArrayList<Who>();
    for (UUID id : version.participants()) {
      Who who = who(tx, id);
      if (who != null) {
        participants.add(who);
      }
    }
    Rotation rotation = version.rotation();
    return new View(
        schedule.name(),
        version.version(),
        version.effectiveFrom(),
        rotation.zone().getId(),
        rotation.anchor(),
        rotation.count(),
        rotation.unit().name().toLowerCase(Locale.ROOT),
        participants);
  }

  private @Nullable Who who(Tx tx, @Nullable UUID id) throws SQLException {
    Person person = id == null ? null : people.find(tx, id);
    return person == null ? null : new Who(person.id().toString(), person.name(), person.email());
  }

  private static @Nullable Instant finite(Instant instant) {
    return instant.equals(Instant.MIN) || instant.equals(Instant.MAX) ? null : instant;
  }

  private static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw ProblemException.badRequest(
          field, "be an RFC 3339 time, for instance 2026-11-20T10:00:00Z");
    }
  }

  private static @Nullable ZoneId zone(@Nullable String text) {
    return text != null && ZoneId.getAvailableZoneIds().contains(text) ? ZoneId.of(text) : null;
  }

  private static Rotation.@Nullable Unit unit(String text) {
    for (Rotation.Unit unit : Rotation.Unit.values()) {
      if (unit.name().toLowerCase(Locale.ROOT).equals(text)) {
        return unit;
      }
    }
    return null;
  }

  private static @Nullable UUID uuid(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
