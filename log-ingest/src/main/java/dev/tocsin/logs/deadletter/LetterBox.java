package dev.tocsin.logs.deadletter;

import dev.tocsin.logs.redaction.ByteRedaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The dead letters of one request. Of a request that is all garbage the first letters are kept with
 * their text, the rest only by number and reason. Not for use by several threads.
 */
public final class LetterBox {

  /** Letters with text per request. */
  static final int MAX_LETTERS = 200;

  /** Their text in bytes, together. */
  static final int MAX_BYTES = 2 << 20;

  private final long project;
  private final String protocol;
  private final long receivedNs;
  private final ByteRedaction redaction;
  private final List<DeadLetter> letters = new ArrayList<>();
  private final Map<String, Long> onlyCounted = new TreeMap<>();
  private int bytes;

  /** An empty box for one request. */
  public LetterBox(long project, String protocol, long receivedNs, ByteRedaction redaction) {
    this.project = project;
    this.protocol = protocol;
    this.receivedNs = receivedNs;
    this.redaction = redaction;
  }

  /**
   * Puts aside what was refused; the text is copied, cleaned and cut.
   *
   * @param reason label of the reason
   * @param position where it stood in the request
   */
  public void put(String reason, String position, byte[] raw, int from, int to) {
    int end = Math.min(to, from + DeadLetter.MAX_RAW);
    if (letters.size() >= MAX_LETTERS || bytes + end - from > MAX_BYTES || end <= from) {
      onlyCounted.merge(reason, 1L, Long::sum);
      return;
    }
    byte[] clean =
        redaction.suspicious(raw, from, end)
            ? redaction.clean(raw, from, end)
            : Arrays.copyOfRange(raw, from, end);
    bytes += clean.length;
    letters.add(new DeadLetter(project, protocol, reason, position, receivedNs, 1, clean));
  }

  /** Nothing was refused. */
  public boolean isEmpty() {
    return letters.isEmpty() && onlyCounted.isEmpty();
  }

  /** Every letter; those without text stand for many records. */
  List<DeadLetter> letters() {
    var all = new ArrayList<>(letters);
    onlyCounted.forEach(
        (reason, n) ->
            all.add(new DeadLetter(project, protocol, reason, "", receivedNs, n, new byte[0])));
    return all;
  }
}
