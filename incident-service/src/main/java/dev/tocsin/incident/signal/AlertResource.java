package dev.tocsin.incident.signal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.access.Roles;
import dev.tocsin.events.Alert;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Alerts in. */
@Path("/api/v1/alerts")
@Tag(name = "Alerts")
public class AlertResource {

  private static final Logger LOG = Logger.getLogger(AlertResource.class);

  /** More than this at a time would only queue for the database. */
  private static final int AT_ONCE = 256;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Database database;
  private final Intake intake;
  private final MeterRegistry metrics;
  private final Semaphore places = new Semaphore(AT_ONCE);

  AlertResource(Database database, Intake intake, MeterRegistry metrics) {
    this.database = database;
    this.intake = intake;
    this.metrics = metrics;
  }

  /** What became of the alert. */
  public record Answer(
      @Nullable String alertId,
      @Nullable String incidentId,
      @Nullable Long incidentNumber,
      Outcome outcome) {}

  /** In the words of the API. */
  public enum Outcome {
    /** It opened an incident. */
    @JsonProperty("opened")
    OPENED,
    /** It joined an incident, or fired again in it. */
    @JsonProperty("attached")
    ATTACHED,
    /** This very event was taken before. */
    @JsonProperty("duplicate")
    DUPLICATE,
    /** It ended an alert. */
    @JsonProperty("resolved")
    RESOLVED,
    /** It ended something that was not firing. */
    @JsonProperty("ignored")
    IGNORED
  }

  /** Takes one alert; answers 2xx only after the commit. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.SERVICE, Roles.MANAGER})
  @RunOnVirtualThread
  @Operation(
      summary = "Send one alert",
      description =
          "Idempotent by eventId. A firing alert joins the open incident of its dedupKey or of its"
              + " service, or opens one. 2xx means durable; 503 means send it again.")
  @APIResponse(responseCode = "201", description = "It opened an incident.")
  @APIResponse(responseCode = "200", description = "It was taken.")
  @APIResponse(responseCode = "400", description = "Fields break a rule; all are listed.")
  @APIResponse(responseCode = "503", description = "Overload, or the database is away.")
  public Response take(
      @RequestBody(content = @Content(schema = @Schema(implementation = Alert.class)))
          @Nullable JsonNode body) {
    Alert alert = AlertCheck.read(body);
    if (!places.tryAcquire()) {
      count("overload");
      throw ProblemException.unavailable("Too many alerts at a time.", RETRY_AFTER);
    }
    try {
      Intake.Taken taken = database.transaction(tx -> intake.take(tx, alert));
      count(taken.outcome().name().toLowerCase(Locale.ROOT));
      return Response.status(taken.outcome() == Intake.Outcome.OPENED ? 201 : 200)
          .entity(answer(taken))
          .build();
    } catch (ProblemException e) {
      count("unavailable");
      throw e;
    } catch (RuntimeException e) {
      // A valid alert is never refused: the sender keeps it and tries again.
      count("failed");
      LOG.error("an alert could not be taken", e);
      throw ProblemException.unavailable("The alert could not be taken.", Database.RETRY_AFTER);
    } finally {
      places.release();
    }
  }

  private void count(String outcome) {
    metrics.counter("alerts_received", "outcome", outcome).increment();
  }

  private static Answer answer(Intake.Taken taken) {
    return new Answer(
        taken.alertId() == null ? null : taken.alertId().toString(),
        taken.incidentId() == null ? null : taken.incidentId().toString(),
        taken.incidentNumber(),
        Outcome.valueOf(taken.outcome().name()));
  }
}
