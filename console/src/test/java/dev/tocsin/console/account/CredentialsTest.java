package dev.tocsin.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CredentialsTest {

  @Test
  void userNamesAreComparedInLowerCase() {
    assertThat(Credentials.normalUsername("  Ana.Ops@Example.com "))
        .isEqualTo("ana.ops@example.com");
    assertThat(Credentials.usernameRule("ana.ops@example.com")).isNull();
  }

  @Test
  void namesThatCouldBeMistakenAreRefused() {
    for (String name : new String[] {"", " ", "-ana", "a b", "ana\n", "ána", "x".repeat(65)}) {
      assertThat(Credentials.usernameRule(name)).as(name).isNotNull();
    }
  }

  @Test
  void passwordsAreNeverCut() {
    assertThat(Credentials.passwordRule("x".repeat(11))).contains("12 characters");
    assertThat(Credentials.passwordRule("x".repeat(12))).isNull();
    assertThat(Credentials.passwordRule("x".repeat(72))).isNull();
    assertThat(Credentials.passwordRule("x".repeat(73))).contains("72 bytes");
    assertThat(Credentials.passwordRule("ü".repeat(37))).contains("72 bytes");
  }
}
