package dev.tocsin.logs.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.problem.FieldErrors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRedactionTest {

  private final List<String> hits = new ArrayList<>();
  private final ByteRedaction rules =
      new ByteRedaction(EnumSet.allOf(BuiltIn.class), List.of(), (rule, n) -> hits.add(rule));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "card 4111111111111111 used | card [redacted:card] used",
        "card 5500-0000-0000-0004 ok | card [redacted:card] ok",
        "at 2026-11-20 4111 1111 1111 1111 5 items | at 2026-11-20 [redacted:card] 5 items",
        "amex 3782 822463 10005. | amex [redacted:card].",
        "two 4111111111111111,4012888888881881 | two [redacted:card],[redacted:card]",
        "Authorization: Bearer eyJhbGciOi.payload.sig | Authorization: Bearer [redacted:bearer]",
        "Authorization: Basic a2ltOnNlY3JldA== | Authorization: Basic [redacted:bearer]",
        "authorization=token abc123, next | authorization=[redacted:password]",
        "password=hunter2, user=kim | password=[redacted:password], user=kim",
        "{\"api_key\":\"abc\",\"n\":1} | {\"api_key\":\"[redacted:password]\",\"n\":1}",
        "{\\\"password\\\":\\\"a b\\\",\\\"n\\\":1} | {\\\"password\\\":\\\"[redacted:password]\\\",\\\"n\\\":1}",
        "db.passwd: s3cret | db.passwd: [redacted:password]",
        "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG | AWS_SECRET_ACCESS_KEY=[redacted:password]",
        "X-Api-Key: abc | X-Api-Key: [redacted:password]",
        "?token=abc&user=kim | ?token=[redacted:password]&user=kim",
        "Cookie: a=b; c=d | Cookie: [redacted:password]",
        "password => 'x y' | password => '[redacted:password]'",
        "jdbc postgres://app:p%40ss@db:5432/shop | jdbc postgres://app:[redacted:url]@db:5432/shop",
        "key AKIAIOSFODNN7EXAMPLE. | key [redacted:aws_key].",
        "sent eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def | sent [redacted:jwt]",
        "key tk_ing_0123456789abcdef0123 used | key [redacted:token] used",
        "ghp_0123456789abcdef0123456789abcdef0123 | [redacted:token]",
        "mail <kim.lee+x@shop.example.com>. | mail <[redacted:email]>.",
        "-----BEGIN RSA PRIVATE KEY-----MIIE-----END RSA PRIVATE KEY----- z | [redacted:private_key] z",
        "-----BEGIN PRIVATE KEY-----MIIE and no end | [redacted:private_key]",
      })
  void replacesSecrets(String text, String expected) {
    assertThat(rules.clean(text)).isEqualTo(expected);
    assertThat(rules.clean(expected)).as("a second time changes nothing").isEqualTo(expected);
    assertThat(hits).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "card 5500-0055-5555-5558.",
        "order 4111111111111112 shipped",
        "at 1763647200000 ms",
        "at 1763647200000000000 ns",
        "id a4111111111111111 or 0.4111111111111111",
        "trace 41111111111111114111111111111111",
        "the bearer of this letter",
        "basic authentication failed",
        "password reset for kim",
        "{\"password\":null,\"secret\":true}",
        "unexpected token: }",
        "https://example.com:8080/a@b?x=y",
        "ssh://git@build/x",
        "a := b == c :: d",
        "-----BEGIN CERTIFICATE-----MIIE",
        "AKIDNESS AKIA short",
        "kim@localhost, @home, a@b.c",
      })
  void leavesOrdinaryTextAlone(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    assertThat(rules.suspicious(bytes, 0, bytes.length)).isFalse();
    assertThat(rules.clean(bytes, 0, bytes.length)).isEqualTo(bytes);
    assertThat(hits).isEmpty();
  }

  @Test
  void looksOnlyAtTheGivenRange() {
    byte[] bytes = "xxpassword=hunter2yy".getBytes(UTF_8);
    assertThat(rules.suspicious(bytes, 0, 11)).isFalse();
    assertThat(new String(rules.clean(bytes, 2, 18), UTF_8))
        .isEqualTo("password=[redacted:password]");
  }

  @Test
  void knowsSecretsByTheirName() {
    for (String name :
        List.of(
            "http.request.header.authorization",
            "user.password",
            "X-Api-Key",
            "client_secret",
            "set-cookie",
            "id_token",
            "PASSWD")) {
      assertThat(sensitive(rules, name)).as(name).isTrue();
    }
    for (String name : List.of("token.count", "user.name", "password.length", "y", "tokens", "")) {
      assertThat(sensitive(rules, name)).as(name).isFalse();
    }
  }

  @Test
  void rulesOfOneProjectAreAppliedAfterTheBuiltInOnes() {
    var errors = new FieldErrors();
    var staff = CustomRule.of("staff", CustomRule.Target.TEXT, "staff-[0-9]+", "[staff]", errors);
    var umlaut = CustomRule.of("umlaut", CustomRule.Target.TEXT, "ö.(ß|é)", "oe", errors);
    var pin = CustomRule.of("pin", CustomRule.Target.ATTRIBUTE, "card\\.pin", "", errors);
    errors.throwIfAny();
    var own =
        new ByteRedaction(
            EnumSet.of(BuiltIn.CARD), List.of(staff, umlaut, pin), (rule, n) -> hits.add(rule));

    assertThat(own.clean("ü staff-12, staff-7 and öxß 4111111111111111"))
        .isEqualTo("ü [staff], [staff] and oe [redacted:card]");
    assertThat(hits).containsExactly("card", "staff", "umlaut");
    assertThat(own.clean("password=hunter2")).isEqualTo("password=hunter2");
    assertThat(sensitive(own, "Card.PIN")).isTrue();
    assertThat(sensitive(own, "password")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(a | RE2 expression",
        "a* | not match the empty text",
        "((a{100}){100}){100} | be smaller",
        "(((((a{1000}b){1000}c){1000} | be smaller",
        "(?=a)b | RE2 expression",
      })
  void aRuleThatCannotBeTrustedIsRefused(String pattern, String reason) {
    var errors = new FieldErrors();
    assertThat(CustomRule.of("x", CustomRule.Target.TEXT, pattern, "", errors)).isNull();
    assertThat(org.assertj.core.api.Assertions.catchThrowable(errors::throwIfAny))
        .hasMessageContaining(reason);
  }

  private static boolean sensitive(ByteRedaction rules, String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return rules.sensitiveKey(bytes, 0, bytes.length);
  }
}
