package dev.tocsin.logs.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.redaction.Redactor.Rule;
import org.junit.jupiter.api.Test;

class RedactorTest {

  @Test
  void replacesCardsThatPassTheCheckSum() {
    redacts("card 4111111111111111 used", "card [redacted:card] used", Rule.CARD);
    redacts("card 5500-0055-5555-5559.", "card 5500-0055-5555-5559.");
    redacts("card 5500-0000-0000-0004 ok", "card [redacted:card] ok", Rule.CARD);
    redacts("order 4111111111111112 shipped", "order 4111111111111112 shipped");
    redacts("at 1763647200000 ms", "at 1763647200000 ms");
    redacts("at 1763647200000000000 ns", "at 1763647200000000000 ns");
  }

  @Test
  void replacesTokensAndPasswords() {
    redacts(
        "Authorization: Bearer eyJhbGciOi.payload.sig",
        "Authorization: Bearer [redacted:bearer]",
        Rule.BEARER);
    redacts("password=hunter2, user=kim", "password=[redacted:password], user=kim", Rule.PASSWORD);
    redacts(
        "{\"api_key\":\"abc\",\"n\":1}",
        "{\"api_key\":[redacted:password],\"n\":1}",
        Rule.PASSWORD);
    redacts("db.passwd: s3cret", "db.passwd: [redacted:password]", Rule.PASSWORD);
    redacts("the bearer of this letter", "the bearer of this letter");
    redacts("password reset for kim", "password reset for kim");
  }

  @Test
  void cleaningTwiceChangesNothing() {
    var once = Redactor.redact("password=hunter2 card 4111111111111111").text();
    assertThat(Redactor.redact(once)).isEqualTo(new Redactor.Redacted(once, java.util.List.of()));
  }

  @Test
  void knowsSecretsByTheirName() {
    assertThat(Redactor.secretName("http.request.header.authorization")).isTrue();
    assertThat(Redactor.secretName("user.password")).isTrue();
    assertThat(Redactor.secretName("X-Api-Key")).isTrue();
    assertThat(Redactor.secretName("client_secret")).isTrue();
    assertThat(Redactor.secretName("token.count")).isFalse();
    assertThat(Redactor.secretName("user.name")).isFalse();
  }

  private static void redacts(String text, String expected, Rule... hits) {
    var redacted = Redactor.redact(text);
    assertThat(redacted.text()).isEqualTo(expected);
    assertThat(redacted.hits()).containsExactly(hits);
  }
}
