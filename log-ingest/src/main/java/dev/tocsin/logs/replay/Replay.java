package dev.tocsin.logs.replay;

import dev.tocsin.logs.deadletter.KeptLetter;
import dev.tocsin.logs.deadletter.LetterFilter;
import dev.tocsin.logs.deadletter.LetterStore;
import dev.tocsin.logs.intake.IntakeOutcome;
import dev.tocsin.logs.intake.jsonlines.LineIntake;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends letters through the JSON-lines door again. A letter is marked first and removed when the
 * stream has confirmed what became of it: stored, or a new letter with its new reason. One whose
 * replay was cut off stays marked and is only taken again when it is named.
 */
class Replay {

  /** Longer than any request to the stream takes. */
  private static final Duration CUT_OFF = Duration.ofMinutes(2);

  /**
   * What became of the letters.
   *
   * @param letters how many were sent again
   * @param accepted records that are durable now
   * @param rejected records that were refused again
   * @param reasons why, with numbers
   */
  record Outcome(int letters, int accepted, int rejected, Map<String, Integer> reasons) {}

  private final LetterStore letters;
  private final LineIntake intake;
  private final Clock clock;

  Replay(LetterStore letters, LineIntake intake, Clock clock) {
    this.letters = letters;
    this.intake = intake;
    this.clock = clock;
  }

  /** Replays the oldest letters of a filter, or the one that is named. */
  Outcome run(
      LetterFilter filter,
      @Nullable Long id,
      Fixes fixes,
      LineIntake.Fields fields,
      @Nullable String service,
      int limit)
      throws SQLException {
    var now = clock.instant();
    var claimed = letters.claim(filter, id, now, id == null ? null : now.minus(CUT_OFF), limit);
    var reasons = new TreeMap<String, Integer>();
    int accepted = 0;
    int rejected = 0;
    var left = new java.util.ArrayList<>(claimed.stream().map(KeptLetter::id).toList());
    try {
      for (List<KeptLetter> same : byProject(claimed)) {
        IntakeOutcome outcome =
            intake.take(same.getFirst().project(), "replay", lines(same, fixes), fields, service);
        var ids = same.stream().map(KeptLetter::id).toList();
        left.removeAll(ids);
        letters.replayed(ids);
        accepted += outcome.accepted();
        rejected += outcome.rejected();
        outcome.rejections().forEach((why, n) -> reasons.merge(why.label(), n, Integer::sum));
      }
    } catch (RuntimeException e) {
      letters.release(left);
      throw e;
    }
    return new Outcome(claimed.size(), accepted, rejected, reasons);
  }

  private static Iterable<List<KeptLetter>> byProject(List<KeptLetter> letters) {
    return letters.stream()
        .collect(Collectors.groupingBy(KeptLetter::project, TreeMap::new, Collectors.toList()))
        .values();
  }

  private static byte[] lines(List<KeptLetter> letters, Fixes fixes) {
    var lines = new ByteArrayOutputStream();
    for (KeptLetter letter : letters) {
      lines.writeBytes(fixes.line(letter.raw()));
      lines.write('\n');
    }
    return lines.toByteArray();
  }
}
