package dev.tocsin.logs.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeverityTest {

  @Test
  void readsTheWordsOfEveryDialect() {
    word("trace", 1);
    word("FINEST", 1);
    word("Debug", 5);
    word("dbg", 5);
    word("info", 9);
    word("Information", 9);
    word("notice", 10);
    word("warn", 13);
    word("WARNING", 13);
    word("err", 17);
    word("SEVERE", 17);
    word("critical", 18);
    word("alert", 19);
    word("fatal", 21);
    word("emerg", 21);
    word("panic", 21);
    word("ERROR2", 18);
    word("info4", 12);
    word(" W ", 13);
  }

  @Test
  void keepsUnknownWordsWithoutGuessing() {
    word("loud", 0);
    word("", 0);
    word("e5", 0);
    word("999", 0);
  }

  @Test
  void tellsPinoFromSyslog() {
    number(10, 1);
    number(20, 5);
    number(30, 9);
    number(35, 9);
    number(40, 13);
    number(50, 17);
    number(60, 21);
    number(0, 21);
    number(2, 18);
    number(3, 17);
    number(4, 13);
    number(6, 9);
    number(7, 5);
    number(8, 0);
    number(70, 0);
  }

  @Test
  void otlpNumbersWinOverTheirText() {
    assertThat(Severity.ofOtlp(13, "error").number()).isEqualTo(13);
    assertThat(Severity.ofOtlp(0, "error").number()).isEqualTo(17);
    assertThat(Severity.ofOtlp(99, "fatal").number()).isEqualTo(21);
    assertThat(Severity.ofOtlp(0, "")).isEqualTo(Severity.UNSET);
  }

  @Test
  void everyNumberHasItsLevel() {
    assertThat(Level.ofNumber(0)).isNull();
    assertThat(Level.ofNumber(1)).isEqualTo(Level.TRACE);
    assertThat(Level.ofNumber(12)).isEqualTo(Level.INFO);
    assertThat(Level.ofNumber(13)).isEqualTo(Level.WARN);
    assertThat(Level.ofNumber(24)).isEqualTo(Level.FATAL);
    assertThat(Level.ofNumber(25)).isNull();
    assertThat(Level.labelOf(18)).isEqualTo("error");
  }

  private static void word(String text, int expected) {
    var severity = Severity.ofText(text);
    assertThat(severity.number()).as(text).isEqualTo(expected);
    assertThat(severity.text()).isEqualTo(text);
  }

  private static void number(int given, int expected) {
    assertThat(Severity.ofDialectNumber(given).number()).as("%d", given).isEqualTo(expected);
  }
}
