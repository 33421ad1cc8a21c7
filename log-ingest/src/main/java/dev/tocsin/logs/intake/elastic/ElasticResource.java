package dev.tocsin.logs.intake.elastic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.SeenKeys;
import dev.tocsin.logs.intake.Sender;
import dev.tocsin.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Elasticsearch's bulk door, here and (by {@code ElasticAtRoot}) at the root for clients that only
 * know host and port. Every answer says that it comes from Elasticsearch: its clients insist.
 */
@Path("/elastic")
@Tag(name = "intake")
public class ElasticResource {

  private static final int REMEMBERED = 200_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(20);
  private static final Pattern COMPATIBLE =
      Pattern.compile("application/vnd\\.elasticsearch\\+json;\\s*compatible-with=(\\d{1,2})");

  /** What clients set up before they send; there is nothing to set up here. */
  private static final Set<String> SETTING_UP =
      Set.of(
          "_ilm",
          "_index_template",
          "_component_template",
          "_template",
          "_ingest",
          "_nodes",
          "_logstash",
          "_data_stream",
          "_security",
          "_alias");

  private final IntakeGate gate;
  private final IntakePublisher intake;
  private final String version;
  private final SeenKeys seen;

  /** A door into the shared intake. */
  @Inject
  public ElasticResource(
      IntakeGate gate, IntakePublisher intake, ElasticConfig config, Clock clock) {
    this.gate = gate;
    this.intake = intake;
    this.version = config.version();
    this.seen = new SeenKeys(REMEMBERED, REMEMBERED_FOR, clock);
  }

  /** Who answers here. */
  @GET
  @Operation(summary = "What Elasticsearch clients ask first")
  public Response welcome(@Context HttpHeaders headers) {
    return known(headers, () -> ElasticReply.welcome(version));
  }

  /** Whether anybody answers. */
  @HEAD
  @Operation(hidden = true)
  public Response ping(@Context HttpHeaders headers) {
    return known(headers, () -> new byte[0]);
  }

  /** Takes documents in. */
  @POST
  @Path("_bulk")
  @RunOnVirtualThread
  @Operation(
      summary = "Take in an Elasticsearch bulk request",
      description =
          "Pairs of action and document lines; create and index add a log record, update and"
              + " delete are refused per item. Fields of the Elastic Common Schema are understood,"
              + " dotted or nested. A repeated _id with create is 409. Needs an ingest key (ApiKey,"
              + " Basic password, Bearer or X-Tocsin-Key). Items answered with 201 are durable.")
  @APIResponse(responseCode = "200", description = "One verdict per action, in order")
  @APIResponse(responseCode = "400", description = "Not a bulk request")
  @APIResponse(responseCode = "401", description = "No valid key")
  @APIResponse(responseCode = "403", description = "A key, but not an ingest key")
  @APIResponse(responseCode = "413", description = "Too large after decompression")
  @APIResponse(responseCode = "429", description = "Over the key's limit; see Retry-After")
  @APIResponse(responseCode = "503", description = "Send it again after Retry-After")
  public Response bulk(@Context HttpHeaders headers, InputStream body) {
    return take(headers, null, body);
  }

  /** The same by PUT. */
  @PUT
  @Path("_bulk")
  @RunOnVirtualThread
  @Operation(hidden = true)
  public Response putBulk(@Context HttpHeaders headers, InputStream body) {
    return take(headers, null, body);
  }

  /** Takes documents in that name no index themselves. */
  @POST
  @Path("{index}/_bulk")
  @RunOnVirtualThread
  @Operation(summary = "Take in an Elasticsearch bulk request for one index")
  public Response bulkInto(
      @PathParam("index") String index, @Context HttpHeaders headers, InputStream body) {
    return take(headers, index, body);
  }

  /** The same by PUT. */
  @PUT
  @Path("{index}/_bulk")
  @RunOnVirtualThread
  @Operation(hidden = true)
  public Response putBulkInto(
      @PathParam("index") String index, @Context HttpHeaders headers, InputStream body) {
    return take(headers, index, body);
  }

  /** Everything else that clients ask before they send. */
  @GET
  @Path("{path:_.*}")
  @Operation(hidden = true)
  public Response ask(@PathParam("path") String path, @Context HttpHeaders headers) {
    return handshake(path, headers);
  }

  /** As {@link #ask}. */
  @HEAD
  @Path("{path:_.*}")
  @Operation(hidden = true)
  public Response exists(@PathParam("path") String path, @Context HttpHeaders headers) {
    return handshake(path, headers);
  }

  /** As {@link #ask}. */
  @PUT
  @Path("{path:_.*}")
  @Operation(hidden = true)
  public Response setUp(@PathParam("path") String path, @Context HttpHeaders headers) {
    return handshake(path, headers);
  }

  /** As {@link #ask}. */
  @POST
  @Path("{path:_.*}")
  @Operation(hidden = true)
  public Response post(@PathParam("path") String path, @Context HttpHeaders headers) {
    return handshake(path, headers);
  }

  /** As {@link #ask}. */
  @DELETE
  @Path("{path:_.*}")
  @Operation(hidden = true)
  public Response remove(@PathParam("path") String path, @Context HttpHeaders headers) {
    return handshake(path, headers);
  }

  private Response handshake(String path, HttpHeaders headers) {
    String[] parts = path.split("/", -1);
    String health = parts.length == 2 ? parts[0] + "/" + parts[1] : "";
    if (health.equals("_cat/health")) {
      return known(
          headers, () -> "[{\"cluster\":\"tocsin\",\"status\":\"green\"}]".getBytes(UTF_8));
    }
    if (health.equals("_cluster/health")) {
      return known(headers, ElasticReply::health);
    }
    if (parts[0].equals("_license")) {
      return known(headers, ElasticReply::license);
    }
    if (parts[0].equals("_xpack")) {
      return known(headers, ElasticReply::features);
    }
    if (SETTING_UP.contains(parts[0])) {
      return known(headers, ElasticReply::done);
    }
    return reply(headers, 404, ElasticReply.error(404, "Tocsin takes logs in by _bulk."), null);
  }

  private interface Answer {
    byte[] body();
  }

  /** These answers tell nothing; but a client with a wrong key learns it as early as it can. */
  private Response known(HttpHeaders headers, Answer answer) {
    if (headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null) {
      try {
        sender(headers);
      } catch (ProblemException problem) {
        return refusal(headers, problem);
      }
    }
    return reply(headers, 200, answer.body(), null);
  }

  private Response take(HttpHeaders headers, @Nullable String index, InputStream body) {
    try {
      long start = System.nanoTime();
      Sender sender = sender(headers);
      long project = sender.project();
      String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
      try (var share =
          gate.admit(sender, encoding, headers.getHeaderString(HttpHeaders.CONTENT_LENGTH))) {
        var request = intake.begin(project, "elastic");
        var bulk = new BulkBody[1];
        gate.read(
            body,
            encoding,
            share,
            "a bulk request",
            in -> bulk[0] = new BulkBody(in.readAllBytes(), project, index, request, seen));
        if (!bulk[0].read()) {
          throw ProblemException.badRequest("(body)", "be pairs of action and document lines");
        }
        intake.publish(request);
        bulk[0].keys().forEach(seen::add);
        long tookMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return reply(headers, 200, ElasticReply.bulk(bulk[0].items(), tookMs), null);
      }
    } catch (ProblemException problem) {
      return refusal(headers, problem);
    }
  }

  private Sender sender(HttpHeaders headers) {
    String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    String apiKey = apiKey(authorization);
    return gate.sender(
        authorization, apiKey == null ? headers.getHeaderString("X-Tocsin-Key") : apiKey);
  }

  /** {@code ApiKey base64(id:key)}, or the key itself where a client passes it on as it is. */
  private static @Nullable String apiKey(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("apikey ")) {
      return null;
    }
    String value = authorization.substring("apikey ".length()).strip();
    if (value.startsWith("tk_")) {
      return value;
    }
    try {
      String pair = new String(Base64.getDecoder().decode(value), UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException notBase64) {
      return value;
    }
  }

  private static Response refusal(HttpHeaders headers, ProblemException thrown) {
    int status = thrown.problem().status();
    return reply(
        headers,
        status,
        ElasticReply.error(status, thrown.problem().detail()),
        thrown.retryAfter());
  }

  private static Response reply(
      HttpHeaders headers, int status, byte[] body, @Nullable Duration retryAfter) {
    var response =
        Response.status(status)
            .header("X-Elastic-Product", "Elasticsearch")
            .header(HttpHeaders.CONTENT_TYPE, contentType(headers));
    if (body.length > 0) {
      response.entity(body);
    }
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
    }
    if (status == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tocsin\"");
    }
    return response.build();
  }

  private static String contentType(HttpHeaders headers) {
    String accepted = headers.getHeaderString(HttpHeaders.ACCEPT);
    var matcher = COMPATIBLE.matcher(accepted == null ? "" : accepted);
    return matcher.find()
        ? "application/vnd.elasticsearch+json;compatible-with=" + matcher.group(1)
        : "application/json";
  }
}
