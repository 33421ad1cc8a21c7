package dev.tocsin.incident.link;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The addresses in messages.
 *
 * @param tokens signs them
 * @param publicUrl this service, as phones reach it
 * @param consoleUrl the web console
 * @param lifetime how long a signed link works
 */
public record Links(LinkTokens tokens, String publicUrl, String consoleUrl, Duration lifetime) {

  /** Drops trailing slashes. */
  public Links {
    publicUrl = publicUrl.replaceAll("/+$", "");
    consoleUrl = consoleUrl.replaceAll("/+$", "");
  }

  /** A link that does {@code action} in the name of a person, after they confirm. */
  public String action(LinkClaim.Action action, UUID pageId, UUID personId, Instant now) {
    return publicUrl
        + "/a/"
        + tokens.issue(new LinkClaim(pageId, personId, action, now.plus(lifetime)));
  }

  /** The incident's page in the console. */
  public String incident(UUID incidentId) {
    return consoleUrl + "/incidents/" + incidentId;
  }
}
