package dev.tocsin.incident.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and reads link tokens: {@code base64url(page, person, action, expiry, HMAC-SHA256 of
 * these)}. A token needs no row in any table and proves by itself what it allows.
 */
public final class LinkTokens {

  private static final int CLAIM_LENGTH = 16 + 16 + 1 + 8;
  private static final int MAC_LENGTH = 32;

  private final SecretKeySpec key;

  /** Signs with this secret; at least 16 characters. */
  public LinkTokens(String secret) {
    if (secret.length() < 16) {
      throw new IllegalArgumentException("the link secret must have at least 16 characters");
    }
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /** What a token turned out to be. */
  public sealed interface Reading {
    /** Ours, and in time. */
    record Valid(LinkClaim claim) implements Reading {}

    /** Ours, but too late. */
    record Expired(LinkClaim claim) implements Reading {}

    /** Not ours, or changed on the way. */
    record Foreign() implements Reading {}
  }

  /** The token for a claim. */
  public String issue(LinkClaim claim) {
    byte[] payload =
        ByteBuffer.allocate(CLAIM_LENGTH)
            .putLong(claim.pageId().getMostSignificantBits())
            .putLong(claim.pageId().getLeastSignificantBits())
            .putLong(claim.personId().getMostSignificantBits())
            .putLong(claim.personId().getLeastSignificantBits())
            .put((byte) claim.action().ordinal())
            .putLong(claim.expiry().getEpochSecond())
            .array();
    byte[] token = Arrays.copyOf(payload, CLAIM_LENGTH + MAC_LENGTH);
    System.arraycopy(mac(payload), 0, token, CLAIM_LENGTH, MAC_LENGTH);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** Reads a token at an instant. */
  public Reading read(String token, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return new Reading.Foreign();
    }
    if (bytes.length != CLAIM_LENGTH + MAC_LENGTH) {
      return new Reading.Foreign();
    }
    byte[] payload = Arrays.copyOf(bytes, CLAIM_LENGTH);
    byte[] mac = Arrays.copyOfRange(bytes, CLAIM_LENGTH, bytes.length);
    if (!MessageDigest.isEqual(mac, mac(payload))) {
      return new Reading.Foreign();
    }
    var fields = ByteBuffer.wrap(payload);
    var claim =
        new LinkClaim(
            new UUID(fields.getLong(), fields.getLong()),
            new UUID(fields.getLong(), fields.getLong()),
            LinkClaim.Action.values()[fields.get()],
            Instant.ofEpochSecond(fields.getLong()));
    return claim.expiry().isAfter(now) ? new Reading.Valid(claim) : new Reading.Expired(claim);
  }

  private byte[] mac(byte[] payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(payload);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
