package dev.tocsin.prober.agent;

import dev.tocsin.prober.work.Report;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.ListIterator;

/**
 * Results that control has not taken yet, oldest first. When it is full the oldest goes, and is
 * counted.
 *
 * <p>taken in = sent + refused + dropped + waiting.
 */
final class ResultBuffer {
  private final int capacity;
  private final Deque<Report.Result> waiting = new ArrayDeque<>();
  private long dropped;

  ResultBuffer(int capacity) {
    this.capacity = capacity;
  }

  void add(Report.Result result) {
    waiting.addLast(result);
    trim();
  }

  /** Takes up to {@code limit} of the oldest out. */
  List<Report.Result> take(int limit) {
    List<Report.Result> batch = new ArrayList<>();
    while (batch.size() < limit && !waiting.isEmpty()) {
      batch.add(waiting.removeFirst());
    }
    return batch;
  }

  /** Puts a batch back that could not be sent. */
  void putBack(List<Report.Result> batch) {
    for (ListIterator<Report.Result> at = batch.listIterator(batch.size()); at.hasPrevious(); ) {
      waiting.addFirst(at.previous());
    }
    trim();
  }

  int size() {
    return waiting.size();
  }

  long dropped() {
    return dropped;
  }

  private void trim() {
    while (waiting.size() > capacity) {
      waiting.removeFirst();
      dropped++;
    }
  }
}
