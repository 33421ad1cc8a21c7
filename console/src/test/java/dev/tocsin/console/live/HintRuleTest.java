package dev.tocsin.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HintRuleTest {

  @Test
  void theSenderOfAnAlertSaysWhichPageIsConcerned() {
    assertThat(hints("uptime-prober", "monitor:m-1")).containsExactly(new Hint("monitors", "m-1"));
    assertThat(hints("slo-service", "slo:shop:page")).containsExactly(new Hint("slos", "shop"));
    assertThat(hints("exception-tracker", "issue:77")).containsExactly(new Hint("issues", "77"));
  }

  @Test
  void alertsFromElsewhereGiveNoHintAndOddKeysNoId() {
    assertThat(hints("alertmanager", "x:y")).isEmpty();
    assertThat(hints(null, null)).isEmpty();
    assertThat(hints("uptime-prober", "odd")).containsExactly(new Hint("monitors", null));
    assertThat(hints("uptime-prober", null)).containsExactly(new Hint("monitors", null));
  }

  private static List<Hint> hints(@Nullable String source, @Nullable String dedupKey) {
    return HintRule.ofAlert(
        new Alert(
            "e",
            source,
            dedupKey,
            Alert.Status.FIRING,
            null,
            "t",
            null,
            null,
            Map.of(),
            List.of(),
            null));
  }
}
