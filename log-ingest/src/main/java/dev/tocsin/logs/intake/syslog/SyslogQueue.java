package dev.tocsin.logs.intake.syslog;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Messages on their way to the stream; bounded in bytes. */
final class SyslogQueue {

  /** What a message costs besides its bytes. */
  private static final int OVERHEAD = 64;

  /**
   * A message as it came.
   *
   * @param bytes without framing
   * @param arrivedNs nanoseconds since the epoch
   * @param cut whether its end is missing
   */
  record Message(byte[] bytes, long arrivedNs, boolean cut) {

    int cost() {
      return bytes.length + OVERHEAD;
    }
  }

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final Semaphore room;

  SyslogQueue(int bytes) {
    room = new Semaphore(bytes);
  }

  /** Waits for room: whoever sends by TCP is slowed down. */
  void put(Message message) throws InterruptedException {
    room.acquire(message.cost());
    messages.put(message);
  }

  /** False when there is no room: whoever sends by UDP cannot be slowed down. */
  boolean offer(Message message) {
    return room.tryAcquire(message.cost()) && messages.offer(message);
  }

  /** The next message; null when none comes in time. */
  @Nullable Message poll(long millis) throws InterruptedException {
    return messages.poll(millis, TimeUnit.MILLISECONDS);
  }

  /** The bytes of messages that were polled are free again. */
  void release(int cost) {
    room.release(cost);
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }
}
