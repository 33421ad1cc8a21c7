package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ContainerTopicsTest {

  private static final Pattern LINE = Pattern.compile("(?m)^topic (\\S+) (\\d+) (delete|compact)$");

  @Test
  void theContainersCreateTheTopicsOfTheContracts() throws IOException {
    var script = Files.readString(Path.of("../docker/create-topics.sh"));
    var inScript =
        LINE.matcher(script)
            .results()
            .map(
                line ->
                    new Topics.Topic(
                        line.group(1),
                        Integer.parseInt(line.group(2)),
                        line.group(3).equals("compact")))
            .toList();
    assertThat(inScript).containsExactlyInAnyOrderElementsOf(Topics.ALL);
  }
}
