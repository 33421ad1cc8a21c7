package dev.tocsin.prober.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.events.Severity;
import dev.tocsin.problem.FieldError;
import dev.tocsin.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorDraftTest {
  private static final List<@Nullable String> REGIONS = List.of("eu-west", "us-east", "ap-south");

  @Test
  void defaults_fill_what_was_left_out() {
    var settings =
        new MonitorDraft(
                "checkout",
                "shop",
                "https://shop.example.com/health",
                null,
                null,
                null,
                null,
                REGIONS,
                null,
                null)
            .check();

    assertThat(settings.method()).isEqualTo("GET");
    assertThat(settings.expectedStatus()).containsExactly(200);
    assertThat(settings.intervalSeconds()).isEqualTo(60);
    assertThat(settings.timeoutMs()).isEqualTo(5000);
    assertThat(settings.quorum()).isEqualTo(2);
    assertThat(settings.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void a_short_interval_shortens_the_timeout() {
    var settings =
        new MonitorDraft(
                "checkout",
                "shop",
                "https://shop.example.com",
                null,
                null,
                1,
                null,
                REGIONS,
                null,
                null)
            .check();
    assertThat(settings.timeoutMs()).isEqualTo(1000);
  }

  @Test
  void all_wrong_fields_come_back_at_once() {
    var draft =
        new MonitorDraft(
            " ",
            null,
            "ftp://example.com",
            "POST",
            List.of(99),
            0,
            50,
            List.of("EU West"),
            5,
            null);

    assertThat(errors(draft))
        .containsExactlyInAnyOrder(
            "name",
            "service",
            "url",
            "method",
            "expectedStatus",
            "intervalSeconds",
            "timeoutMs",
            "regions");
  }

  @Test
  void a_quorum_larger_than_the_regions_is_refused() {
    var draft =
        new MonitorDraft("a", "b", "https://example.com", null, null, null, null, REGIONS, 4, null);
    assertThat(errors(draft)).containsExactly("quorum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "http://user:secret@example.com",
        "http:///nowhere",
        "not an address",
        "http://[fe80::1]/",
        "http://example.com:99999/",
        "//example.com"
      })
  void addresses_that_are_refused(String url) {
    var draft = new MonitorDraft("a", "b", url, null, null, null, null, REGIONS, null, null);
    assertThat(errors(draft)).containsOnly("url");
  }

  private static List<String> errors(MonitorDraft draft) {
    var problem = catchThrowableOfType(ProblemException.class, draft::check);
    return problem.problem().errors().stream().map(FieldError::field).distinct().toList();
  }
}
