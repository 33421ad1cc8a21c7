package dev.tocsin.logs.intake.journal;

import com.github.luben.zstd.ZstdInputStream;
import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.SeenKeys;
import dev.tocsin.logs.intake.Sender;
import dev.tocsin.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Where systemd-journal-upload sends its journal. One request may bring gigabytes: it is stored
 * while it arrives and never held as a whole.
 */
@Path("/")
@Tag(name = "intake")
public class JournalResource {

  private static final int MAX_ENTRY = 512 << 10;
  private static final int REMEMBERED = 500_000;
  private static final Duration REMEMBERED_FOR = Duration.ofHours(6);
  private static final int ZSTD_WINDOW_LOG = 23;

  private final IntakeGate gate;
  private final IntakePublisher intake;
  private final SeenKeys seen;

  /** A door into the shared intake. */
  @Inject
  public JournalResource(IntakeGate gate, IntakePublisher intake, Clock clock) {
    this.gate = gate;
    this.intake = intake;
    this.seen = new SeenKeys(REMEMBERED, REMEMBERED_FOR, clock);
  }

  /** Takes a journal in. */
  @POST
  @Path("upload")
  @RunOnVirtualThread
  @Operation(
      summary = "Take in a systemd journal",
      description =
          "The journal export format, plain, gzip or zstd, of any length: entries are durable while"
              + " the upload still runs. Entries that were taken in before (by __CURSOR) are"
              + " skipped. Needs an ingest key.")
  @APIResponse(responseCode = "202", description = "Every entry is durable")
  @APIResponse(responseCode = "400", description = "Not a journal; entries before are stored")
  @APIResponse(responseCode = "401", description = "No valid key")
  @APIResponse(responseCode = "403", description = "A key, but not an ingest key")
  @APIResponse(responseCode = "415", description = "Unknown Content-Encoding")
  @APIResponse(responseCode = "503", description = "Send it again after Retry-After")
  public Response upload(@Context HttpHeaders headers, InputStream body) {
    return answer(headers, headers.getHeaderString("X-Tocsin-Key"), body);
  }

  /** The same for clients that cannot send headers: the ingest key is part of the path. */
  @POST
  @Path("journal/{key}/upload")
  @RunOnVirtualThread
  @Operation(summary = "Take in a systemd journal; the path holds the ingest key")
  public Response uploadWithKey(
      @PathParam("key") String key, @Context HttpHeaders headers, InputStream body) {
    return answer(headers, key, body);
  }

  private Response answer(HttpHeaders headers, @Nullable String key, InputStream body) {
    try {
      var sender = gate.sender(headers.getHeaderString(HttpHeaders.AUTHORIZATION), key);
      String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
      try (var share = gate.admit(sender, encoding, null)) {
        take(sender, body, encoding);
      }
      return reply(202, "OK.\n", null);
    } catch (ProblemException problem) {
      return reply(
          problem.problem().status(), problem.problem().detail() + "\n", problem.retryAfter());
    }
  }

  private void take(Sender sender, InputStream body, @Nullable String encoding) {
    var batches = new JournalBatches(gate, intake, seen, sender);
    try {
      new JournalReader(plain(body, encoding), body, MAX_ENTRY, batches).read();
    } catch (IOException broken) {
      batches.publish();
      throw ProblemException.badRequest("(body)", "be a whole journal in the export format");
    }
    batches.publish();
  }

  private static InputStream plain(InputStream raw, @Nullable String encoding) throws IOException {
    return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new GZIPInputStream(raw, 8192);
      case "zstd" -> new ZstdInputStream(raw).setLongMax(ZSTD_WINDOW_LOG).setContinuous(true);
      case "deflate" -> new InflaterInputStream(raw);
      default -> raw;
    };
  }

  /** The header tells newer clients that they may compress. */
  private static Response reply(int status, String text, @Nullable Duration retryAfter) {
    var response =
        Response.status(status)
            .type(MediaType.TEXT_PLAIN_TYPE)
            .header(HttpHeaders.ACCEPT_ENCODING, "zstd")
            .entity(text);
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
    }
    return response.build();
  }
}
