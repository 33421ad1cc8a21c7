package dev.tocsin.logs.intake.jsonlines;

import dev.tocsin.logs.intake.IntakeOutcome;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.IntakeRequest;
import org.jspecify.annotations.Nullable;

/** The JSON-lines door for lines that are in this process already. */
public class LineIntake {

  private final IntakePublisher intake;

  /** Lines go the way of all others. */
  public LineIntake(IntakePublisher intake) {
    this.intake = intake;
  }

  /**
   * Which fields to look at first; null for the usual guesses.
   *
   * @param time the event time
   * @param message the message
   * @param level the level
   * @param service the service
   */
  public record Fields(
      @Nullable String time,
      @Nullable String message,
      @Nullable String level,
      @Nullable String service) {

    /** The usual guesses. */
    public static final Fields USUAL = new Fields(null, null, null, null);
  }

  /**
   * Takes lines in and waits until they are durable.
   *
   * @param protocol the name in metrics and dead letters
   * @param service service of lines that name none
   */
  public IntakeOutcome take(
      long project, String protocol, byte[] lines, Fields fields, @Nullable String service) {
    IntakeRequest request = intake.begin(project, protocol);
    var names = FieldNames.with(fields.time(), fields.message(), fields.level(), fields.service());
    new JsonLines(request, names, service).read(lines, lines.length);
    return intake.publish(request);
  }
}
