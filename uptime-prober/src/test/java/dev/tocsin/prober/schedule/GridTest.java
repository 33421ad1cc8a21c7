package dev.tocsin.prober.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GridTest {
  @Test
  void the_next_slot_is_after_now_at_most_one_interval_away_and_on_the_grid() {
    Seeded.check(
        500,
        random -> {
          var interval = Duration.ofSeconds(random.between(1, 3600));
          var offset = Duration.ofMillis(random.between(0L, interval.toMillis() - 1));
          var grid = new Grid(interval, offset);
          var now = Instant.ofEpochMilli(random.between(0L, 4_000_000_000_000L));

          var next = grid.next(now);

          assertThat(next).isAfter(now).isBeforeOrEqualTo(now.plus(interval));
          assertThat(Math.floorMod(next.toEpochMilli() - offset.toMillis(), interval.toMillis()))
              .isZero();
          assertThat(grid.next(next)).isEqualTo(next.plus(interval));
        });
  }

  @Test
  void an_offset_lies_inside_the_interval_and_is_always_the_same() {
    Seeded.check(
        500,
        random -> {
          var regions =
              IntStream.range(0, random.between(1, 20)).mapToObj(i -> "region-" + i).toList();
          var interval = Duration.ofSeconds(random.between(1, 3600));
          var id = random.text(20);
          var region = random.oneOf(regions);

          var offset = Spread.offset(id, regions, region, interval);

          assertThat(offset).isBetween(Duration.ZERO, interval.minusMillis(1));
          assertThat(Spread.offset(id, regions.reversed(), region, interval)).isEqualTo(offset);
        });
  }

  @Test
  void regions_of_one_monitor_take_turns_at_even_distances() {
    Seeded.check(
        200,
        random -> {
          var regions = List.of("ap-south", "eu-west", "us-east");
          var interval = Duration.ofSeconds(random.between(3, 600));
          var id = UUID.randomUUID().toString();
          var offsets = new ArrayList<Long>();
          for (var region : regions) {
            offsets.add(Spread.offset(id, regions, region, interval).toMillis());
          }
          offsets.sort(null);
          long widest = interval.toMillis() - offsets.getLast() + offsets.getFirst();
          for (int i = 1; i < offsets.size(); i++) {
            widest = Math.max(widest, offsets.get(i) - offsets.get(i - 1));
          }
          assertThat(widest).isLessThanOrEqualTo(interval.toMillis() / 3 + 1);
        });
  }

  @Test
  void many_monitors_spread_over_the_interval() {
    var interval = Duration.ofSeconds(60);
    var perSecond = new int[60];
    for (int i = 0; i < 10_000; i++) {
      var offset = Spread.offset("monitor-" + i, List.of("eu"), "eu", interval);
      perSecond[(int) offset.toSeconds()]++;
    }
    var busy = IntStream.of(perSecond).max().orElseThrow();
    var idle = IntStream.of(perSecond).min().orElseThrow();
    assertThat(busy).isLessThan(240);
    assertThat(idle).isGreaterThan(100);
  }

  @Test
  void a_fixed_id_keeps_its_offset_in_every_release() {
    var regions = List.of("eu-west", "us-east", "ap-south");
    var offsets = new HashSet<Duration>();
    for (var region : regions) {
      offsets.add(Spread.offset("checkout", regions, region, Duration.ofSeconds(30)));
    }
    assertThat(Spread.hash("checkout")).isEqualTo(GOLDEN);
    assertThat(offsets).hasSize(3);
  }

  private static final long GOLDEN = 917671893122870901L;

  @Test
  void a_foreign_region_has_no_offset() {
    assertThatThrownBy(() -> Spread.offset("m", List.of("eu"), "us", Duration.ofSeconds(1)))
        .hasMessageContaining("one of the monitor's regions");
  }
}
