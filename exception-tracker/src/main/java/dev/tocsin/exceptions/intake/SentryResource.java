package dev.tocsin.exceptions.intake;

import dev.tocsin.access.AccessRegistry;
import dev.tocsin.exceptions.grouping.GroupingMechanism;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The doors for unmodified Sentry SDKs. */
@Path("/api/{project: [0-9]{1,18}}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@PermitAll
@Tag(name = "Sentry protocol")
public class SentryResource {

  private final SentryIntake intake;

  SentryResource(
      IntakeConfig config,
      AccessRegistry access,
      ExceptionPublisher publisher,
      GroupingMechanism grouping,
      MeterRegistry meters,
      Clock clock) {
    this.intake =
        new SentryIntake(
            config, access, publisher, new EventIntake(grouping), new IntakeCounter(meters), clock);
  }

  @POST
  @Path("envelope")
  @Operation(
      summary = "Take in an envelope",
      description =
          "Sentry envelope. 200 {\"id\"} once Kafka has the event, {} when the envelope holds none;"
              + " 400 malformed with causes, 401 no key, 403 wrong key or project, 413 too large,"
              + " 415 unknown encoding, 429 over quota with X-Sentry-Rate-Limits, 503 when Kafka is"
              + " away.")
  public Response envelope(
      @PathParam("project") long project,
      @Parameter(hidden = true) @HeaderParam("X-Sentry-Auth") @Nullable String xSentryAuth,
      @Parameter(hidden = true) @HeaderParam("Authorization") @Nullable String authorization,
      @QueryParam("sentry_key") @Nullable String queryKey,
      @Parameter(hidden = true) @HeaderParam("Content-Encoding") @Nullable String encoding,
      InputStream body) {
    return response(
        intake.envelope(
            new SentryIntake.Request(
                project, xSentryAuth, authorization, queryKey, encoding, body)));
  }

  @POST
  @Path("store")
  @Operation(
      summary = "Take in one event (deprecated door)",
      description = "JSON, base64 of JSON, or base64 of zlib of JSON. Answers as for envelopes.")
  public Response store(
      @PathParam("project") long project,
      @Parameter(hidden = true) @HeaderParam("X-Sentry-Auth") @Nullable String xSentryAuth,
      @Parameter(hidden = true) @HeaderParam("Authorization") @Nullable String authorization,
      @QueryParam("sentry_key") @Nullable String queryKey,
      @Parameter(hidden = true) @HeaderParam("Content-Encoding") @Nullable String encoding,
      @Parameter(hidden = true) @HeaderParam("Content-Type") @Nullable String contentType,
      InputStream body) {
    var request =
        new SentryIntake.Request(project, xSentryAuth, authorization, queryKey, encoding, body);
    var isEnvelope = contentType != null && contentType.startsWith("application/x-sentry-envelope");
    return response(isEnvelope ? intake.envelope(request) : intake.store(request));
  }

  private static Response response(IntakeAnswer answer) {
    var response = Response.status(answer.status()).entity(answer.body());
    answer.headers().forEach(response::header);
    return response.build();
  }
}
