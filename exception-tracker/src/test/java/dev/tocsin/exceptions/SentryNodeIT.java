package dev.tocsin.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The unmodified Sentry SDK for Node against the running service. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentPort.class)
class SentryNodeIT {

  private static final Path SOURCE = Path.of("src", "test", "node");
  private static final Path INSTALLED = Path.of("target", "sentry-node");

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    Assumptions.assumeTrue(works("node", "--version"), "skipped: node is not installed");
    Assumptions.assumeTrue(works("npm", "--version"), "skipped: npm is not installed");
    var lock = Files.readString(SOURCE.resolve("package-lock.json"));
    var stamp = INSTALLED.resolve("installed.lock");
    Files.createDirectories(INSTALLED);
    for (var file : List.of("package.json", "package-lock.json", "shop.mjs")) {
      Files.write(INSTALLED.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
    }
    if (Files.exists(stamp) && Files.readString(stamp).equals(lock)) {
      return;
    }
    var install =
        run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
    Assumptions.assumeTrue(
        install.code() == 0, "skipped: npm could not install @sentry/node: " + install.output());
    Files.writeString(stamp, lock);
  }

  @Test
  void errorsWithCausesBecomeIssues() throws IOException, InterruptedException {
    // given
    var dsn = "http://" + TestKeys.SENTRY_PUBLIC + "@127.0.0.1:" + RestAssured.port + "/1";

    // when
    var run = run("node", "shop.mjs", dsn);

    // then
    assertThat(run.code()).as(run.output()).isZero();
    var ids = run.output().lines().filter(line -> line.matches("[0-9a-f]{32}")).toList();
    assertThat(ids).hasSize(4);
    var issue = Api.issueOf(ids.get(0));
    assertThat(Api.issueOf(ids.get(1)).getString("id")).isEqualTo(issue.getString("id"));
    assertThat(Api.issue(issue.getString("id")).getInt("events")).isEqualTo(2);
    // the SDK sends both at once, so either may have named the issue
    assertThat(issue.getString("title")).matches("RangeError: no stock for (17|4711)");
    assertThat(issue.getString("culprit")).contains("reserve");
    var event = Api.event(ids.get(0));
    assertThat(event.getString("platform")).isEqualTo("node");
    assertThat(event.getList("exceptions.type")).isEqualTo(List.of("Error", "RangeError"));
    assertThat(event.getString("exceptions[1].frames[0].function")).isEqualTo("reserve");
    assertThat(event.getString("exceptions[1].frames[0].contextLine")).contains("no stock for");
    assertThat(event.getString("extra.api_key")).isEqualTo("[scrubbed:apikey]");
    assertThat(Api.issueOf(ids.get(2)).getString("title")).isEqualTo("stock count is odd");
    // large events come compressed
    assertThat(Api.event(ids.get(3)).getString("message")).isEqualTo("large event");
  }

  private record Run(int code, String output) {}

  private static boolean works(String... command) throws InterruptedException {
    try {
      return run(command).code() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static Run run(String... command) throws IOException, InterruptedException {
    var folder = Files.isDirectory(INSTALLED) ? INSTALLED : Path.of("");
    var log = Files.createTempFile("tocsin-node", ".log");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Run(-1, "no end after 120 s");
      }
      return new Run(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    } finally {
      Files.delete(log);
    }
  }
}
