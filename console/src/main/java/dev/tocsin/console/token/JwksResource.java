package dev.tocsin.console.token;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public keys that services verify tokens with. */
@Path("/.well-known/jwks.json")
@Tag(name = "Tokens")
@PermitAll
public class JwksResource {

  private final SigningKeys keys;

  JwksResource(SigningKeys keys) {
    this.keys = keys;
  }

  /** The keys. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "jwks",
      summary =
          "The public keys: the one that signs, its predecessor for a day, its successor a day ahead.")
  @APIResponse(
      responseCode = "200",
      description = "A JSON Web Key Set",
      content = @Content(schema = @Schema(implementation = Jwks.class)))
  public Response publicKeys() {
    return Response.ok(keys.jwks()).header("Cache-Control", "public, max-age=300").build();
  }
}
