package dev.tocsin.logs.query;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.language.TermAt;
import dev.tocsin.logs.segment.QueryHandle;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Help for those who write queries, people and editors. */
@Path("/api/v1/logs")
@Tag(name = "questions")
@Produces(MediaType.APPLICATION_JSON)
public class LanguageResource {

  private static final Duration BUDGET = Duration.ofSeconds(2);

  /**
   * The language in short.
   *
   * @param fields fields that every line has; any other name is an attribute
   * @param levels words for levels, in order
   * @param units units of durations and sizes
   * @param examples queries and what they find
   */
  @Schema(name = "QueryLanguage")
  public record Language(
      List<FieldHelp> fields, List<String> levels, List<String> units, List<Example> examples) {}

  /**
   * A field.
   *
   * @param name as it is typed
   * @param type level, number, text, id or any
   * @param operators signs that may follow it
   * @param meaning one line
   */
  @Schema(name = "QueryField")
  public record FieldHelp(String name, String type, List<String> operators, String meaning) {}

  /**
   * An example.
   *
   * @param query a query
   * @param meaning what it finds
   */
  @Schema(name = "QueryExample")
  public record Example(String query, String meaning) {}

  /**
   * What could stand at a position.
   *
   * @param from where the text to replace begins
   * @param to where it ends
   * @param items suggestions, the best first
   */
  @Schema(name = "QueryCompletion")
  public record Completion(int from, int to, List<Suggestion> items) {}

  /**
   * A suggestion.
   *
   * @param text what to put in
   * @param kind field, value, level or keyword
   * @param detail one line
   */
  @Schema(name = "QuerySuggestion")
  public record Suggestion(String text, String kind, String detail) {}

  private final Completer completer;
  private final Clock clock;

  /** A door to the help. */
  @Inject
  public LanguageResource(Completer completer, Clock clock) {
    this.completer = completer;
    this.clock = clock;
  }

  /** The language as data. */
  @GET
  @Path("language")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Describe the query language",
      description = "Fields, operators, levels, units and examples, for editors and help pages.")
  public Language language() {
    return LanguageHelp.ALL;
  }

  /** What could be typed next. */
  @GET
  @Path("complete")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Complete a query",
      description =
          "Suggestions for the term at a position: fields, levels, and values that occur in the"
              + " time range (default: last hour).")
  public Completion complete(
      @Parameter(description = "The query so far") @QueryParam("q") @Nullable String text,
      @Parameter(description = "Position of the caret; default its end") @QueryParam("pos")
          @Nullable Integer position,
      @Parameter(description = "Earliest time, RFC 3339") @QueryParam("from") @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339") @QueryParam("to") @Nullable String to,
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection) {
    var ask = new Ask(clock.instant());
    Long only = ask.project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    var scope = ask.question(only, from, to, null, null, null, null).scope();
    String query = text == null ? "" : text;
    ask.errors().require("q", query.length() <= 4096, "have at most 4096 characters");
    int at = ask.number("pos", position, query.length(), 0, query.length());
    ask.errors().throwIfAny();
    var handle = new QueryHandle(BUDGET);
    connection.closeHandler(gone -> handle.cancel());
    TermAt term = TermAt.find(query, at);
    return new Completion(term.from(), term.to(), completer.suggest(handle, scope, term));
  }
}
