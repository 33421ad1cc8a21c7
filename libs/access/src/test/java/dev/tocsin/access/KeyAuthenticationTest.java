package dev.tocsin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeyAuthenticationTest {

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKeyIsFoundInEachOfItsPlaces() {
    assertThat(KeyAuthentication.keyIn("Bearer tk_api_1", null)).isEqualTo("tk_api_1");
    assertThat(KeyAuthentication.keyIn("bearer  tk_api_1 ", null)).isEqualTo("tk_api_1");
    assertThat(KeyAuthentication.keyIn(null, "tk_ing_1")).isEqualTo("tk_ing_1");
    assertThat(KeyAuthentication.keyIn(basic("any:tk_ing_1"), null)).isEqualTo("tk_ing_1");
  }

  @Test
  void whatIsNoKeyIsLeftToTheNextMechanism() {
    assertThat(KeyAuthentication.keyIn(null, null)).isNull();
    assertThat(KeyAuthentication.keyIn("Bearer eyJhbGciOi.e.s", null)).isNull();
    assertThat(KeyAuthentication.keyIn(basic("user:password"), null)).isNull();
    assertThat(KeyAuthentication.keyIn("Basic %%%", null)).isNull();
    assertThat(KeyAuthentication.keyIn("Sentry sentry_key=abc", null)).isNull();
  }
}
