package dev.tocsin.logs.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A letter as it is kept.
 *
 * @param id its number
 * @param project whose it is
 * @param protocol the door it came through
 * @param reason why it was refused
 * @param position where it stood in its request
 * @param receivedAt when it came
 * @param records how many log records it stands for
 * @param raw what came, cleaned of secrets
 * @param truncated whether more came than is kept
 * @param lost whether it cannot be replayed and is counted as dropped already
 * @param replayingAt when a replay of it began that has not ended; null when there is none
 */
public record KeptLetter(
    long id,
    long project,
    String protocol,
    String reason,
    String position,
    Instant receivedAt,
    long records,
    byte[] raw,
    boolean truncated,
    boolean lost,
    @Nullable Instant replayingAt) {}
