package dev.tocsin.logs.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients for Node.js, as their users configure them (scripts in src/test/clients/npm). */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class NodeClientsIT {

  private static final int LINES = 300;
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final Path SCRIPTS = Path.of("src/test/clients/npm");
  private static final Path WORK = Path.of("target/npm-clients");

  @BeforeAll
  static void install() throws Exception {
    Files.createDirectories(WORK);
    try (var files = Files.list(SCRIPTS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, WORK.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    String version = run(Map.of(), "node", "--version");
    assertThat(version)
        .as("node's version: 20.19 or newer is needed")
        .matches(NodeClientsIT::newEnough);
    String wanted = Files.readString(WORK.resolve("package-lock.json"));
    Path installed = WORK.resolve("installed-lock.json");
    if (!Files.exists(installed) || !Files.readString(installed).equals(wanted)) {
      run(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts");
      Files.writeString(installed, wanted);
    }
  }

  private static boolean newEnough(String version) {
    String[] parts = version.strip().replace("v", "").split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    return major > 20 || major == 20 && Integer.parseInt(parts[1]) >= 19;
  }

  @ParameterizedTest
  @CsvSource({
    "otlp-http, attributes",
    "otlp-proto, attributes",
    "pino-loki, attributes",
    "winston-loki, line",
    "winston-loki-json, line",
    "elasticsearch, attributes",
    "elasticsearch-prefixed, attributes"
  })
  void everyLineArrivesOnce(String client, String where) throws Exception {
    String service = Logs.newService(client);
    String script = client.replace("-json", "").replace("-prefixed", "") + ".mjs";
    run(
        Map.of(
            "TOCSIN_LOGS_URL",
            "http://localhost:" + RestAssured.port,
            "TOCSIN_INGEST_KEY",
            TestKeys.INGEST,
            "SERVICE",
            service,
            "LINES",
            Integer.toString(LINES),
            "TRACE_ID",
            TRACE,
            "SPAN_ID",
            SPAN,
            "JSON_FORM",
            Boolean.toString(client.endsWith("-json")),
            "ELASTIC_PATH",
            client.endsWith("-prefixed") ? "/elastic" : ""),
        "node",
        script);

    List<Map<String, Object>> rows = Logs.awaitRows(service, LINES);
    assertThat(rows).extracting(row -> row.get("body")).doesNotHaveDuplicates();
    assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("traceId", TRACE));
    assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("spanId", SPAN));
    assertThat(rows).filteredOn(row -> "error".equals(row.get("level"))).hasSize(LINES / 3);
    assertThat(rows).filteredOn(row -> "warn".equals(row.get("level"))).hasSize(LINES - LINES / 3);
    assertThat(rows)
        .allSatisfy(
            row -> {
              if (where.equals("line")) {
                assertThat(row.get("body")).asString().contains("\"order\":");
              } else {
                assertThat(row.get("attributes")).asString().contains("order=");
              }
            });
  }

  private static String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("tocsin-client", ".txt");
    try {
      var builder =
          new ProcessBuilder(new ArrayList<>(List.of(command)))
              .directory(WORK.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process;
      try {
        process = builder.start();
      } catch (IOException e) {
        return fail(
            command[0] + " is missing: these tests need Node.js 20.19 or newer with npm", e);
      }
      if (!process.waitFor(180, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return fail(String.join(" ", command) + " does not end:\n" + Files.readString(output));
      }
      String text = Files.readString(output);
      assertThat(process.exitValue()).as("%s\n%s", String.join(" ", command), text).isZero();
      return text;
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
