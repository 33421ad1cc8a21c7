package dev.tocsin.logs.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.logs.action.alert.LogAlert;
import dev.tocsin.logs.action.metric.LogMetric;
import dev.tocsin.problem.FieldErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation shows can be sent as it stands. */
class DocumentedExamplesTest {

  private static final Pattern BODY = Pattern.compile("-d '(\\{.*?\\})'", Pattern.DOTALL);

  @Test
  void everyDefinitionIsValid() throws IOException {
    var json = new ObjectMapper();
    var bodies = BODY.matcher(Files.readString(Path.of("docs/metrics-and-alerts.md")));
    int definitions = 0;
    while (bodies.find()) {
      var body = json.readTree(bodies.group(1));
      var errors = new FieldErrors();
      if (body.has("definition")) {
        json.treeToValue(body.get("definition"), LogMetric.class).counting(errors, 1, 1, 1);
        definitions++;
      } else if (body.has("rule")) {
        json.treeToValue(body.get("rule"), LogAlert.class).check(errors);
        definitions++;
      }
      assertThat(errors.list()).as(bodies.group(1)).isEmpty();
    }
    assertThat(definitions).isEqualTo(4);
  }
}
