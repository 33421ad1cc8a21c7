package dev.tocsin.incident.link;

import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentState;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.oncall.Person;
import dev.tocsin.incident.oncall.PersonStore;
import dev.tocsin.incident.paging.Page;
import dev.tocsin.incident.paging.PageStore;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.incident.sql.Tx;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * One-tap links. GET only shows: mail scanners and chat previews fetch every link. POST acts, in
 * the name of the person the page was sent to.
 */
@Path("/a/{token}")
@PermitAll
@RunOnVirtualThread
@Produces("text/html;charset=UTF-8")
@Tag(name = "Signed links")
public class LinkResource {

  private static final String CONTENT_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final Database database;
  private final Links links;
  private final Tables tables;
  private final dev.tocsin.incident.room.Response response;
  private final Clock clock;
  private final Template template;

  /** What a link leads to. */
  public record Tables(PageStore pages, PersonStore people, IncidentStore incidents) {}

  private record Found(LinkClaim claim, Person person, Incident incident) {}

  /**
   * What the page says.
   *
   * @param button the button's text; null when there is nothing to do
   */
  public record Content(
      String heading,
      String message,
      @Nullable Incident incident,
      String state,
      String since,
      @Nullable String button,
      String tone,
      @Nullable String person,
      @Nullable String console) {}

  LinkResource(
      Database database,
      Links links,
      Tables tables,
      dev.tocsin.incident.room.Response response,
      Clock clock,
      @Location("link.html") Template template) {
    this.database = database;
    this.links = links;
    this.tables = tables;
    this.response = response;
    this.clock = clock;
    this.template = template;
  }

  /** Shows the incident and a button. Never changes anything. */
  @GET
  @Operation(summary = "Show what a signed link would do", description = "Changes nothing.")
  public Response show(@PathParam("token") String token) {
    return switch (links.tokens().read(token, clock.instant())) {
      case LinkTokens.Reading.Foreign _ -> foreign();
      case LinkTokens.Reading.Expired expired -> expired(expired.claim());
      case LinkTokens.Reading.Valid valid -> {
        Found found = database.<@Nullable Found>transaction(tx -> find(tx, valid.claim()));
        yield found == null ? foreign() : page(200, question(found));
      }
    };
  }

  /** Acts. */
  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Do what a signed link says",
      description = "Done twice, it changes nothing.")
  public Response act(@PathParam("token") String token) {
    return switch (links.tokens().read(token, clock.instant())) {
      case LinkTokens.Reading.Foreign _ -> foreign();
      case LinkTokens.Reading.Expired expired -> expired(expired.claim());
      case LinkTokens.Reading.Valid valid -> {
        Found found = database.<@Nullable Found>transaction(tx -> acted(tx, valid.claim()));
        yield found == null ? foreign() : page(200, answer(found));
      }
    };
  }

  private @Nullable Found find(Tx tx, LinkClaim claim) throws SQLException {
    Page page = tables.pages().find(tx, claim.pageId());
    Person person = tables.people().find(tx, claim.personId());
    Incident incident = page == null ? null : tables.incidents().find(tx, page.incidentId());
    return person == null || incident == null ? null : new Found(claim, person, incident);
  }

  private @Nullable Found acted(Tx tx, LinkClaim claim) throws SQLException {
    Found found = find(tx, claim);
    if (found == null) {
      return null;
    }
    var actor = new Actor(found.person().name(), "link");
    // Locked before the look at its state, so that two taps at once see each other.
    Incident incident = Objects.requireNonNull(tables.incidents().lock(tx, found.incident().id()));
    Incident after =
        switch (claim.action()) {
          case ACKNOWLEDGE ->
              incident.open()
                  ? response.acknowledge(tx, incident.id(), actor, found.person().id())
                  : incident;
          case RESOLVE -> response.resolve(tx, incident.id(), actor, "Resolved from a message.");
        };
    return new Found(claim, found.person(), after);
  }

  private Content question(Found found) {
    LinkClaim.Action action = found.claim().action();
    boolean nothingToDo =
        switch (found.incident().state()) {
          case IncidentState.Triggered _ -> false;
          case IncidentState.Acknowledged _ -> action == LinkClaim.Action.ACKNOWLEDGE;
          case IncidentState.Resolved _ -> true;
        };
    return nothingToDo
        ? answer(found)
        : content(
            action.label() + " this incident?",
            "It will be recorded in the name of " + found.person().name() + ".",
            found,
            action.label());
  }

  private Content answer(Found found) {
    return switch (found.incident().state()) {
      case IncidentState.Triggered _ ->
          content("The incident is open", "Nobody has taken it yet.", found, null);
      case IncidentState.Acknowledged by ->
          content(
              "Acknowledged",
              "By " + by.by() + " at " + shown(by.at()) + ". Nobody else will be woken.",
              found,
              null);
      case IncidentState.Resolved over ->
          content("Resolved", "By " + over.by() + " at " + shown(over.at()) + ".", found, null);
    };
  }

  private Content content(String heading, String message, Found found, @Nullable String button) {
    Incident incident = found.incident();
    return new Content(
        heading,
        message,
        incident,
        incident.state().word(),
        shown(incident.openedAt()),
        button,
        incident.severity().name().toLowerCase(Locale.ROOT),
        found.person().name(),
        links.incident(incident.id()));
  }

  private Response foreign() {
    return page(
        404,
        plain(
            "This link is not known",
            "It may have been cut off on its way. Open the newest message, or the console."));
  }

  private Response expired(LinkClaim claim) {
    return page(
        410,
        plain(
            "This link has expired",
            "It worked until " + shown(claim.expiry()) + ". Use the console instead."));
  }

  private Content plain(String heading, String message) {
    return new Content(heading, message, null, "", "", null, "info", null, links.consoleUrl());
  }

  private Response page(int status, Content content) {
    return Response.status(status)
        .entity(template.data("page", content).render())
        .header("Content-Security-Policy", CONTENT_POLICY)
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  private static String shown(Instant instant) {
    return instant
        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
        .toString()
        .replace('T', ' ')
        .replace("Z", " UTC");
  }
}
