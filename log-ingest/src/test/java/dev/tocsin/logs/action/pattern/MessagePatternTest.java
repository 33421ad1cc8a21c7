package dev.tocsin.logs.action.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagePatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "queue 7 is full|queue * is full",
        "order 4711 of user 9 failed after 1.5s|order * of user * failed after *",
        "cannot reach 10.0.0.1:8080|cannot reach *",
        "no such file 'a b.txt' in \"x\"|no such file '*' in \"*\"",
        "id 9ec79c33-ec99-42ab-8353-589fcb2e04dc is gone|id * is gone",
        "at 2026-11-20T10:00:00.123Z the end|at * the end",
        "user@example.com isn't here|user@example.com isn't here",
        "too   many\tspaces|too many spaces"
      })
  void whatVariesBecomesAStar(String message, String shape) {
    assertThat(MessagePattern.of(message).text()).isEqualTo(shape);
  }

  @Test
  void onlyTheFirstLineCounts() {
    var one = MessagePattern.of("it failed\n\tat a.b.C(D.java:1)");
    var two = MessagePattern.of("it failed\n\tat e.f.G(H.java:2)");
    assertThat(one).isEqualTo(two);
    assertThat(one.hash()).isNotEqualTo(MessagePattern.of("it succeeded").hash());
  }
}
