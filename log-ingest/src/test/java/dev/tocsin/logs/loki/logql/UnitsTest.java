package dev.tocsin.logs.loki.logql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class UnitsTest {

  @Test
  void durationsAreNanoseconds() {
    assertThat(Units.duration("1h30m")).isEqualTo(5400e9);
    assertThat(Units.duration("1.5s")).isEqualTo(1.5e9);
    assertThat(Units.duration("250µs")).isEqualTo(250e3);
    assertThat(Units.duration("-2m")).isEqualTo(-120e9);
    assertThat(Units.duration("5")).isNull();
    assertThat(Units.duration("")).isNull();
    assertThat(Units.duration("5 minutes")).isNull();
  }

  @Test
  void sizesAreBytes() {
    assertThat(Units.bytes("20 KiB")).isEqualTo(20480);
    assertThat(Units.bytes("1.5MB")).isEqualTo(1.5e6);
    assertThat(Units.bytes("17")).isEqualTo(17);
    assertThat(Units.bytes("x")).isNull();
  }

  @Test
  void addressesAreNotLookedUp() {
    var net = Objects.requireNonNull(Addresses.range("10.1.0.0/16"));
    assertThat(net.holds("10.1.255.9")).isTrue();
    assertThat(net.holds("10.2.0.1")).isFalse();
    assertThat(net.holds("::1")).isFalse();
    assertThat(Addresses.range("localhost")).isNull();
    assertThat(Addresses.range("10.0.0.1-10.0.0.9")).isNotNull();
    assertThat(Addresses.range("fe80::/10")).isNotNull();
    assertThat(Addresses.range("10.0.0.0/33")).isNull();
  }

  @Test
  void templatesFillInLabels() {
    var template = Template.of("{{.a | ToUpper}}-{{ __line__ }}-{{default \"none\" .c}}");
    assertThat(template.names()).containsExactly("a", "__line__", "c");
    assertThat(template.fill(name -> name.equals("a") ? "x" : name.equals("c") ? "" : "line"))
        .isEqualTo("X-line-none");
  }
}
