package dev.tocsin.logs.action.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What follows from a reading. Missing data neither rings nor stops the ringing. */
public sealed interface AlertDecision {

  /** How far the stream may be behind before its silence says nothing any more. */
  Duration PATIENCE = Duration.ofSeconds(90);

  /** The reason, for people. */
  String reason();

  /**
   * It begins to ring.
   *
   * @param reason why
   */
  record Fire(String reason) implements AlertDecision {}

  /**
   * It ends.
   *
   * @param reason why
   */
  record Resolve(String reason) implements AlertDecision {}

  /**
   * It stays as it is.
   *
   * @param reason why
   */
  record Stay(String reason) implements AlertDecision {}

  /** The decision about one group. */
  static AlertDecision decide(LogAlert rule, AlertState state, Reading reading) {
    return switch (rule.type()) {
      case THRESHOLD -> threshold(rule, state, reading);
      case ABSENCE -> absence(rule, state, reading);
      case RATE_CHANGE ->
          rule.times() > 1 ? rise(rule, state, reading) : fall(rule, state, reading);
      case NEW_PATTERN -> new Stay("patterns are no counts");
    };
  }

  /** The state that a decision leads to. */
  static AlertState next(AlertState state, AlertDecision decision, Instant now) {
    return switch (decision) {
      case Fire fire -> new AlertState(true, now, fire.reason());
      case Resolve resolve -> new AlertState(false, now, resolve.reason());
      case Stay stay -> state;
    };
  }

  private static AlertDecision threshold(LogAlert rule, AlertState state, Reading reading) {
    long most = Math.max(reading.recent(), reading.settled());
    String said =
        "%s in %s; it rings from %d on".formatted(lines(most), text(rule.window()), rule.limit());
    if (most >= rule.limit()) {
      return state.firing() ? new Stay(said) : new Fire(said);
    }
    return end(state, reading, said);
  }

  private static AlertDecision absence(LogAlert rule, AlertState state, Reading reading) {
    String said =
        "%s in %s; at least %d expected"
            .formatted(lines(reading.settled()), text(rule.window()), rule.limit());
    if (Math.max(reading.recent(), reading.settled()) >= rule.limit()) {
      return state.firing() ? new Resolve(said) : new Stay(said);
    }
    if (state.firing()) {
      return new Stay(said);
    }
    if (!reading.met()) {
      return new Stay("no line ever matched, so none is missing");
    }
    if (!reading.covered()) {
      return new Stay("not a whole window has been counted yet");
    }
    // The settled window ends where the stream was read to: being behind never looks like silence.
    return new Fire(said);
  }

  private static AlertDecision rise(LogAlert rule, AlertState state, Reading reading) {
    String said = compared(rule, reading);
    if (!reading.comparable()) {
      return state.firing()
          ? new Stay("nothing to compare with")
          : new Stay("nothing was stored at the earlier time");
    }
    boolean many =
        reading.settled() >= rule.fewest()
            && reading.settled() >= rule.times() * Math.max(1, reading.before());
    if (many) {
      return state.firing() ? new Stay(said) : new Fire(said);
    }
    return end(state, reading, said);
  }

  private static AlertDecision fall(LogAlert rule, AlertState state, Reading reading) {
    String said = compared(rule, reading);
    if (!reading.comparable() || !reading.covered()) {
      return new Stay("nothing to compare with");
    }
    boolean few =
        reading.before() >= rule.fewest() && reading.settled() <= rule.times() * reading.before();
    if (few) {
      return state.firing() ? new Stay(said) : new Fire(said);
    }
    return state.firing() ? new Resolve(said) : new Stay(said);
  }

  private static AlertDecision end(AlertState state, Reading reading, String said) {
    if (!state.firing()) {
      return new Stay(said);
    }
    if (reading.behindSeconds() > PATIENCE.toSeconds()) {
      return new Stay(
          "the stream is %d s behind: fewer lines prove nothing"
              .formatted(reading.behindSeconds()));
    }
    return new Resolve(said);
  }

  private static String compared(LogAlert rule, Reading reading) {
    String earlier = rule.back().toDays() == 1 ? "a day" : "a week";
    return "%s in %s, %d %s earlier; it rings at %s times that"
        .formatted(
            lines(reading.settled()),
            text(rule.window()),
            reading.before(),
            earlier,
            String.format(Locale.ROOT, "%.4g", rule.times()).replaceAll("\\.?0+$", ""));
  }

  private static String lines(long count) {
    return count == 1 ? "1 line" : count + " lines";
  }

  /** A duration for people. */
  static String text(Duration time) {
    long seconds = time.toSeconds();
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
