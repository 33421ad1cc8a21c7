package dev.tocsin.incident.room;

import dev.tocsin.access.Roles;
import dev.tocsin.incident.escalation.Pager;
import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.AlertStore;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentId;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.TimelineEntry;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.paging.Page;
import dev.tocsin.incident.paging.PageStore;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.incident.sql.Tx;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Incidents: look at them, take them, end them, write notes. */
@Path("/api/v1/incidents")
@RunOnVirtualThread
@Tag(name = "Incidents")
public class IncidentResource {

  private static final int MAX_LIMIT = 200;
  private static final int MAX_NOTE = 10_000;

  private final Database database;
  private final Tables tables;
  private final Response response;
  private final Pager pager;
  private final SecurityIdentity identity;

  /** What is shown. */
  public record Tables(
      IncidentStore incidents, AlertStore alerts, TimelineStore timeline, PageStore pages) {}

  /** A page of a list; ask again with {@code nextCursor} for the next one. */
  public record Slice<T>(List<T> items, @Nullable String nextCursor) {}

  /** A row of the timeline. */
  public record TimelineView(
      String id, Instant at, String kind, String actor, String text, @Nullable String link) {}

  /** Something that somebody writes down: 1 to 10,000 characters. */
  public record Note(@Nullable String text) {}

  IncidentResource(
      Database database, Tables tables, Response response, Pager pager, SecurityIdentity identity) {
    this.database = database;
    this.tables = tables;
    this.response = response;
    this.pager = pager;
    this.identity = identity;
  }

  /** Lists incidents, newest first. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "List incidents",
      description = "state is open, resolved or all; limit 1 to 200; newest first.")
  public Slice<IncidentView> list(
      @QueryParam("state") @DefaultValue("all") String state,
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var errors = new FieldErrors();
    errors.range("limit", limit, 1, MAX_LIMIT);
    IncidentStore.Filter filter = filter(state);
    errors.require("state", filter != null, "be one of open, resolved, all");
    Long before = cursor == null ? Long.valueOf(Long.MAX_VALUE) : number(cursor);
    errors.require("cursor", before != null, "be a cursor from an earlier answer");
    errors.throwIfAny();
    if (filter == null || before == null) {
      throw new IllegalStateException("checked above");
    }
    return database.transaction(
        tx -> {
          var found = tables.incidents().list(tx, filter, before, limit + 1);
          var items = new ArrayList<IncidentView>();
          for (Incident incident : found.subList(0, Math.min(limit, found.size()))) {
            items.add(view(tx, incident));
          }
          String next = found.size() > limit ? String.valueOf(found.get(limit - 1).number()) : null;
          return new Slice<>(items, next);
        });
  }

  /** Shows one incident. */
  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show one incident", description = "404 when there is none.")
  public IncidentView get(@PathParam("id") String id) {
    UUID incidentId = IncidentId.parse("incident", id);
    return database.transaction(tx -> view(tx, found(tx, incidentId)));
  }

  /** Takes the incident. */
  @POST
  @Path("{id}/acknowledge")
  @RolesAllowed(Roles.RESPONDER)
  @Operation(
      summary = "Acknowledge an incident",
      description = "Stops the escalation. Twice is once; 409 when the incident is resolved.")
  public IncidentView acknowledge(@PathParam("id") String id) {
    UUID incidentId = IncidentId.parse("incident", id);
    return database.transaction(
        tx -> view(tx, response.acknowledge(tx, incidentId, actor(), null)));
  }

  /** Ends the incident. */
  @POST
  @Path("{id}/resolve")
  @RolesAllowed(Roles.RESPONDER)
  @Operation(summary = "Resolve an incident", description = "Twice is once.")
  public IncidentView resolve(@PathParam("id") String id) {
    UUID incidentId = IncidentId.parse("incident", id);
    return database.transaction(
        tx -> view(tx, response.resolve(tx, incidentId, actor(), "Resolved.")));
  }

  /** Writes a note into the timeline. */
  @POST
  @Path("{id}/notes")
  @RolesAllowed(Roles.RESPONDER)
  @Operation(summary = "Write a note", description = "It stays in the timeline for good.")
  public jakarta.ws.rs.core.Response note(@PathParam("id") String id, @Nullable Note note) {
    UUID incidentId = IncidentId.parse("incident", id);
    String text = note == null ? null : note.text();
    new FieldErrors()
        .notBlank("text", text, MAX_NOTE)
        .require("text", text == null || text.indexOf('\0') < 0, "not contain the NUL character")
        .throwIfAny();
    List<TimelineView> timeline =
        database.transaction(
            tx -> {
              response.note(tx, incidentId, actor(), String.valueOf(text));
              return entries(tx, incidentId);
            });
    return jakarta.ws.rs.core.Response.status(201).entity(timeline.getLast()).build();
  }

  /** Shows what happened, oldest first. */
  @GET
  @Path("{id}/timeline")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show the timeline", description = "Oldest first; rows are never deleted.")
  public Slice<TimelineView> timeline(@PathParam("id") String id) {
    UUID incidentId = IncidentId.parse("incident", id);
    return database.transaction(
        tx -> {
          found(tx, incidentId);
          return new Slice<>(entries(tx, incidentId), null);
        });
  }

  /** Shows who was woken, and how that went. */
  @GET
  @Path("{id}/pages")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Show the pages",
      description = "One line per page and channel with its latest attempt.")
  public Slice<Page.Line> pages(@PathParam("id") String id) {
    UUID incidentId = IncidentId.parse("incident", id);
    return database.transaction(
        tx -> {
          found(tx, incidentId);
          return new Slice<>(tables.pages().lines(tx, incidentId), null);
        });
  }

  private List<TimelineView> entries(Tx tx, UUID incidentId) throws SQLException {
    return tables.timeline().of(tx, incidentId).stream().map(IncidentResource::view).toList();
  }

  private static TimelineView view(TimelineEntry entry) {
    return new TimelineView(
        String.valueOf(entry.id()),
        entry.at(),
        entry.kind(),
        entry.actor(),
        entry.text(),
        entry.link());
  }

  private IncidentView view(Tx tx, Incident incident) throws SQLException {
    UUID postmortem = tables.incidents().postmortemOf(tx, incident.id());
    return IncidentView.of(
        incident,
        tables.alerts().of(tx, incident.id()),
        pager.outlook(tx, incident.id()),
        postmortem == null ? null : postmortem.toString());
  }

  private Incident found(Tx tx, UUID id) throws SQLException {
    Incident incident = tables.incidents().find(tx, id);
    if (incident == null) {
      throw ProblemException.notFound("incident", id.toString());
    }
    return incident;
  }

  private Actor actor() {
    return new Actor(identity.getPrincipal().getName(), "api");
  }

  private static IncidentStore.@Nullable Filter filter(String state) {
    return switch (state.toLowerCase(Locale.ROOT)) {
      case "open" -> IncidentStore.Filter.OPEN;
      case "resolved" -> IncidentStore.Filter.RESOLVED;
      case "all" -> IncidentStore.Filter.ALL;
      default -> null;
    };
  }

  private static @Nullable Long number(String cursor) {
    try {
      return Long.valueOf(cursor);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
