package dev.tocsin.incident.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Links that prove by themselves what they allow. */
class LinkTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final LinkClaim CLAIM =
      new LinkClaim(
          UUID.randomUUID(), UUID.randomUUID(), LinkClaim.Action.RESOLVE, NOW.plusSeconds(60));

  private final LinkTokens tokens = new LinkTokens("0123456789abcdef");

  @Test
  void aTokenIsReadBackUntilItExpires() {
    String token = tokens.issue(CLAIM);
    assertThat(tokens.read(token, NOW)).isEqualTo(new LinkTokens.Reading.Valid(CLAIM));
    assertThat(tokens.read(token, NOW.plusSeconds(60)))
        .isEqualTo(new LinkTokens.Reading.Expired(CLAIM));
  }

  @Test
  void noChangedCharacterIsTaken() {
    String token = tokens.issue(CLAIM);
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(tokens.read(changed, NOW)).isEqualTo(new LinkTokens.Reading.Foreign());
    }
  }

  @Test
  void tokensOfAnotherSecretAndNonsenseAreForeign() {
    assertThat(new LinkTokens("another secret of ours").read(tokens.issue(CLAIM), NOW))
        .isEqualTo(new LinkTokens.Reading.Foreign());
    for (String nonsense : new String[] {"", "a", "…", "AAAA", "a".repeat(5000)}) {
      assertThat(tokens.read(nonsense, NOW)).isEqualTo(new LinkTokens.Reading.Foreign());
    }
  }
}
