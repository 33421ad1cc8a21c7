package dev.tocsin.logs.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterTest {

  @TempDir Path folder;

  @Test
  void tokensAreRunsOfLettersDigitsUnderscoreAndEverythingBeyondAscii() {
    assertThat(Tokens.of("GET /api/v1/Größe_2?x=1 a_B " + "z".repeat(65) + " id-7f3A"))
        .containsExactly("get", "api", "v1", "größe_2", "a_b", "id", "7f3a");
    assertThat(Tokens.of("")).isEmpty();
  }

  @Test
  void bothWaysToHashATokenAgreeWhateverTheCaseAndThePlace() {
    var random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append("abcXYZ0189_ -/:.äÖ€".charAt(random.nextInt(19)));
      }
      var bytes = text.toString().getBytes(UTF_8);
      var hashes = new ArrayList<Long>();
      Tokens.each(bytes, 0, bytes.length, hashes::add);
      assertThat(hashes)
          .as(text.toString())
          .isEqualTo(Tokens.of(text.toString()).stream().map(Tokens::hash).toList());
      var upper = "..." + text.toString().replace("abc", "ABC") + "###########";
      var padded = upper.getBytes(UTF_8);
      var again = new ArrayList<Long>();
      Tokens.each(padded, 3, padded.length - 11, again::add);
      assertThat(again).as(upper).isEqualTo(hashes);
    }
  }

  @Test
  void everyBlockThatHasATokenIsFoundAndFewOthersAre() throws Exception {
    var writer = new FilterWriter();
    int blocks = 20;
    int each = 30_000;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < each; i++) {
        writer.add(Tokens.hash("word" + block + "x" + i));
        writer.trace(Tokens.trace(trace(block, i)));
      }
      writer.endBlock();
    }
    Path file = folder.resolve("a.filter");
    writer.write(file);
    var filter = FilterFile.open(file);

    int wrong = 0;
    int asked = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < each; i += 100) {
        var found = filter.token(Tokens.hash("WORD" + block + "x" + i));
        assertThat(found.get(block)).isTrue();
        assertThat(filter.trace(trace(block, i)).get(block)).isTrue();
        wrong += found.cardinality() - 1;
        asked += blocks - 1;
      }
    }
    assertThat(wrong / (double) asked).isLessThan(0.006);
    assertThat(Files.size(file)).isLessThan(2L * blocks * each * 13 / 8);
  }

  @Test
  void anEmptyBlockHasNothingAndADamagedFilterSaysYes() throws Exception {
    var writer = new FilterWriter();
    writer.endBlock();
    Path file = folder.resolve("b.filter");
    writer.write(file);
    var filters = new SegmentFilters();
    var one = List.of(Tokens.hash("word"));
    assertThat(filters.blocks(file, 1, one, null)).isEqualTo(new BitSet());

    Path damaged = folder.resolve("c.filter");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(damaged, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(filters.blocks(damaged, 3, one, null).cardinality()).isEqualTo(3);
    assertThat(filters.blocks(folder.resolve("none.filter"), 3, one, null).cardinality())
        .isEqualTo(3);
  }

  private static String trace(int block, int i) {
    return "%016x%016x".formatted(block * 1_000_003L + 17, i * 0x9E3779B97F4A7C15L);
  }
}
