package dev.tocsin.logs.tail;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.record.LogEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits for lines. Lines that come faster than they are taken wait in a bounded queue;
 * what does not fit is dropped and its number told. Safe for a thread that offers and one that
 * takes.
 */
public final class Listener implements AutoCloseable {

  private static final long MAX_CHARACTERS = 8 << 20;

  /** What a listener hears. */
  public sealed interface Event {}

  /** A line that meets the condition. */
  public record Found(LogEntry row) implements Event {}

  /** So many lines were dropped since the last event, because they came too fast. */
  public record Dropped(long lines) implements Event {}

  /** Batches were skipped unread, because the whole stream came too fast. */
  public record Skipped(long batches) implements Event {}

  /** Nothing happened. */
  public record Heartbeat() implements Event {}

  /** The end, with the reason; nothing follows. */
  public record Ended(String reason) implements Event {}

  private final @Nullable Long project;
  private final Expr expr;
  private final int capacity;
  private final long heartbeatNanos;
  private final Runnable gone;
  private final ArrayDeque<LogEntry> lines = new ArrayDeque<>();
  private long characters;
  private long dropped;
  private long skipped;
  private long lastNanos = System.nanoTime();
  private @Nullable String ended;
  private @Nullable CompletableFuture<Event> waiting;

  Listener(@Nullable Long project, Expr expr, int capacity, Duration heartbeat, Runnable gone) {
    this.project = project;
    this.expr = expr;
    this.capacity = capacity;
    this.heartbeatNanos = heartbeat.toNanos();
    this.gone = gone;
  }

  @Nullable Long project() {
    return project;
  }

  Expr expr() {
    return expr;
  }

  /** Lines that fit at present. */
  synchronized int room() {
    return characters >= MAX_CHARACTERS ? 0 : capacity - lines.size();
  }

  /** New lines, oldest first, and how many more there were. */
  void offer(List<LogEntry> more, long left) {
    tell(
        () -> {
          for (LogEntry row : more) {
            if (room() > 0) {
              lines.add(row);
              characters += row.body().length() + row.attributes().length();
            } else {
              dropped++;
            }
          }
          dropped += left;
        });
  }

  /** Batches that nobody looked at. */
  void skip(long batches) {
    tell(() -> skipped += batches);
  }

  /** Time passes. */
  void tick() {
    tell(() -> {});
  }

  void end(String reason) {
    tell(() -> ended = ended == null ? reason : ended);
  }

  private void tell(Runnable change) {
    CompletableFuture<Event> ready = null;
    Event event = null;
    synchronized (this) {
      change.run();
      if (waiting != null) {
        event = poll();
        if (event != null) {
          ready = waiting;
          waiting = null;
        }
      }
    }
    if (ready != null) {
      ready.complete(event);
    }
  }

  /** The next event, as soon as there is one. Asked for one at a time. */
  public CompletableFuture<Event> next() {
    var asked = new CompletableFuture<Event>();
    Event event;
    synchronized (this) {
      event = poll();
      if (event == null) {
        waiting = asked;
      }
    }
    if (event != null) {
      asked.complete(event);
    }
    return asked;
  }

  private synchronized @Nullable Event poll() {
    Event event = event();
    if (event != null) {
      lastNanos = System.nanoTime();
    }
    return event;
  }

  private synchronized @Nullable Event event() {
    LogEntry row = lines.poll();
    if (row != null) {
      characters -= row.body().length() + row.attributes().length();
      return new Found(row);
    }
    if (dropped > 0) {
      long number = dropped;
      dropped = 0;
      return new Dropped(number);
    }
    if (skipped > 0) {
      long number = skipped;
      skipped = 0;
      return new Skipped(number);
    }
    if (ended != null) {
      return new Ended(ended);
    }
    return System.nanoTime() - lastNanos >= heartbeatNanos ? new Heartbeat() : null;
  }

  /** Nobody listens any more. */
  @Override
  public void close() {
    gone.run();
  }
}
