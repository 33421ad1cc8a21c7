package dev.tocsin.prober.work;

import dev.tocsin.prober.watch.Confirmation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The agents whose streams hang on this replica. Each confirmation is passed on once. */
public final class AgentHub {
  private static final int REMEMBERED = 10_000;

  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final Set<UUID> passedOn =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** What may be sent to an agent. */
  public sealed interface Message {
    /** A new assignment. */
    record Assignment(Work work) implements Message {}

    /** Probe this at once. */
    record Confirm(Work.Confirm confirm) implements Message {}

    /** Nothing but a sign of life. */
    record Heartbeat() implements Message {}
  }

  /** One open stream; {@code end} closes it from our side. */
  public record Line(String region, String agent, Consumer<Message> sink, Runnable end) {}

  /** Adds a stream. */
  public void open(Line line) {
    lines.add(line);
  }

  /** Forgets a stream; closing twice is harmless. */
  public void close(Line line) {
    lines.remove(line);
  }

  /** Ends every stream, so that a stopping replica does not wait for agents that never leave. */
  public void endAll() {
    for (Line line : lines) {
      line.end().run();
    }
  }

  /** The streams that are open now. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** Passes a request on to the agents of its regions, unless that has been done. */
  public void confirm(Confirmation confirmation) {
    synchronized (passedOn) {
      if (!passedOn.add(confirmation.id())) {
        return;
      }
    }
    Message message =
        new Message.Confirm(
            new Work.Confirm(confirmation.id().toString(), confirmation.monitorId()));
    for (Line line : lines) {
      if (confirmation.regions().contains(line.region())) {
        line.sink().accept(message);
      }
    }
  }
}
