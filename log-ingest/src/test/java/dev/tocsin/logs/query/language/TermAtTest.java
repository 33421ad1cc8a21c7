package dev.tocsin.logs.query.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TermAtTest {

  @Test
  void findsWhatIsBeingTyped() {
    assertThat(at("")).isEqualTo(new TermAt(0, 0, null, ""));
    assertThat(at("ser")).isEqualTo(new TermAt(0, 3, null, "ser"));
    assertThat(at("level>=warn ser")).isEqualTo(new TermAt(12, 15, null, "ser"));
    assertThat(at("level>=wa")).isEqualTo(new TermAt(7, 9, "level", "wa"));
    assertThat(at("-service:ch")).isEqualTo(new TermAt(9, 11, "service", "ch"));
    assertThat(at("level:(warn OR er")).isEqualTo(new TermAt(15, 17, null, "er"));
    assertThat(at("level:(wa")).isEqualTo(new TermAt(7, 9, "level", "wa"));
    assertThat(at("(ser")).isEqualTo(new TermAt(1, 4, null, "ser"));
    assertThat(at("path:\"/api v")).isEqualTo(new TermAt(5, 12, "path", "/api v"));
    assertThat(at("\"connection ref")).isEqualTo(new TermAt(0, 15, null, "\"connection ref"));
    assertThat(TermAt.find("service:ch level:error", 10))
        .isEqualTo(new TermAt(8, 10, "service", "ch"));
  }

  private static TermAt at(String text) {
    return TermAt.find(text, text.length());
  }
}
