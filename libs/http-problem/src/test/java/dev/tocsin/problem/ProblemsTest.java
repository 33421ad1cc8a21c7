package dev.tocsin.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  record Person(String name, int age) {}

  record Team(List<Person> members) {}

  private final ObjectMapper json = new ObjectMapper();

  private Problem problemOf(String body) {
    return Problems.of(catchThrowable(() -> json.readValue(body, Team.class)));
  }

  @Test
  void aWrongTypeNamesTheFieldByItsPath() {
    var problem =
        problemOf("{\"members\":[{\"name\":\"a\",\"age\":1},{\"name\":\"b\",\"age\":\"x\"}]}");
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.errors()).containsExactly(new FieldError("members[1].age", "be a number"));
  }

  @Test
  void anUnknownFieldIsNamed() {
    assertThat(problemOf("{\"member\":[]}").errors())
        .extracting(FieldError::field)
        .containsExactly("member");
  }

  @Test
  void brokenJsonNamesItsPlace() {
    assertThat(problemOf("{\"members\":\n [}").errors())
        .singleElement()
        .satisfies(e -> assertThat(e.rule()).contains("line 2"));
  }

  @Test
  void anUnexpectedErrorShowsNothingOfItself() {
    var problem = Problems.of(new IllegalStateException("jdbc:postgresql://secret"));
    assertThat(problem.status()).isEqualTo(500);
    assertThat(problem.detail()).doesNotContain("secret");
  }

  @Test
  void aFrameworkErrorKeepsItsStatus() {
    assertThat(Problems.of(new WebApplicationException(415)).code())
        .isEqualTo("unsupported-media-type");
  }

  @Test
  void aRoleThatIsMissingIsForbiddenNotAnInternalError() {
    assertThat(Problems.of(new io.quarkus.security.ForbiddenException()).status()).isEqualTo(403);
  }

  @Test
  void allFieldErrorsComeAtOnce() {
    var errors =
        new FieldErrors()
            .notBlank("name", " ", 10)
            .range("age", 200, 0, 150)
            .require("x", true, "");
    var thrown = (ProblemException) catchThrowable(errors::throwIfAny);
    assertThat(thrown.problem().errors())
        .extracting(FieldError::field)
        .containsExactly("name", "age");
  }

  @Test
  void anIdFromOutsideIsBoundedAndClean() {
    var problem = ProblemException.notFound("monitor", "a\nb" + "x".repeat(500)).problem();
    assertThat(problem.detail()).doesNotContain("\n").hasSizeLessThan(150);
  }
}
