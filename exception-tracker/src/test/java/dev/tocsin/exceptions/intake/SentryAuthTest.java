package dev.tocsin.exceptions.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentryAuthTest {

  private static void f(
      @Nullable String own,
      @Nullable String authorization,
      @Nullable String query,
      @Nullable String expected) {
    assertThat(SentryAuth.key(own, authorization, query)).isEqualTo(expected);
  }

  @Test
  void keyIsFoundInEveryPlaceAndTheFirstWins() {
    var basic =
        "Basic " + Base64.getEncoder().encodeToString("b:".getBytes(StandardCharsets.UTF_8));
    f("Sentry sentry_version=7,sentry_client=x/1,sentry_key=h", "Sentry sentry_key=a", "q", "h");
    f("Sentry sentry_version=7, sentry_key=h, sentry_secret=s", null, null, "h");
    f("sentry sentry_key=h", null, null, "h");
    f("SENTRY   sentry_timestamp=1,SENTRY_KEY=h", null, null, "h");
    f(null, "Sentry sentry_key=a,sentry_version=7", "q", "a");
    f(null, basic, "q", "b");
    f(null, null, "q", "q");
    f("Sentry sentry_version=7", null, "q", "q");
    f("nonsense", "Bearer x", null, null);
    f("Sentry sentry_key=", null, null, null);
    f(null, "Basic not-base64!", null, null);
    f(null, null, null, null);
    f(null, null, "k".repeat(500), null);
  }

  @Test
  void dsnOfTheEnvelopeIsTheLastPlace() {
    assertThat(SentryAuth.ofDsn("https://k@host/7")).isEqualTo("k");
    assertThat(SentryAuth.ofDsn("http://k:secret@host:8084/pre/fix/7")).isEqualTo("k");
    assertThat(SentryAuth.ofDsn("http://host/7")).isNull();
    assertThat(SentryAuth.ofDsn("no dsn at all")).isNull();
    assertThat(SentryAuth.ofDsn(null)).isNull();
  }
}
