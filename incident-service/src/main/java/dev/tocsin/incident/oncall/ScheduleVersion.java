package dev.tocsin.incident.oncall;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a schedule, in force from an instant until the next version.
 *
 * @param version 1 for the first
 * @param effectiveFrom when it came into force
 * @param rotation when turns begin and end
 * @param participants who takes turns, in order
 * @param turnOffset added to the number of the turn before it is looked up in the list
 */
public record ScheduleVersion(
    int version,
    Instant effectiveFrom,
    Rotation rotation,
    List<UUID> participants,
    int turnOffset) {

  /** Whose turn it is, or null when the list is empty or the rotation has not begun. */
  @Nullable UUID participantOf(long turn) {
    return participants.isEmpty() || turn < 0 ? null : participants.get(position(turn));
  }

  /**
   * The version that follows this one at {@code at}. Somebody who is in turn and stays in the list
   * stays in turn; when they are removed the turn passes on at once, position kept.
   */
  ScheduleVersion next(Instant at, Rotation newRotation, List<UUID> newParticipants) {
    return new ScheduleVersion(
        version + 1, at, newRotation, newParticipants, offset(at, newRotation, newParticipants));
  }

  private int offset(Instant at, Rotation newRotation, List<UUID> newParticipants) {
    long oldTurn = rotation.turnAt(at);
    long newTurn = newRotation.turnAt(at);
    UUID active = participantOf(oldTurn);
    if (newParticipants.isEmpty() || newTurn < 0 || active == null) {
      return 0;
    }
    int kept = newParticipants.indexOf(active);
    long earlierStillThere =
        participants.subList(0, position(oldTurn)).stream()
            .filter(newParticipants::contains)
            .count();
    long position = kept >= 0 ? kept : earlierStillThere;
    return (int) Math.floorMod(position - newTurn, (long) newParticipants.size());
  }

  private int position(long turn) {
    return (int) Math.floorMod(turn + turnOffset, (long) participants.size());
  }
}
