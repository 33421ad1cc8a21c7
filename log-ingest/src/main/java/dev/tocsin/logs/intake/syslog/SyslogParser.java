package dev.tocsin.logs.intake.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.intake.Rfc3339;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Understands a message of RFC 5424, of RFC 3164, or of neither: whatever cannot be understood is
 * the text of the message. Nothing is refused.
 */
final class SyslogParser {

  private static final int MAX_NAME = 255;

  private final ZoneId zone;
  private final SyslogMessage message = new SyslogMessage();
  private byte[] b = {};
  private int at;
  private int end;

  /** A parser for senders whose clocks show {@code zone} when they name none. */
  SyslogParser(ZoneId zone) {
    this.zone = zone;
  }

  /** Reads one message; the answer is reused for the next. */
  SyslogMessage read(byte[] bytes, int length, long arrivedNs) {
    message.clear();
    b = bytes;
    at = 0;
    end = length;
    while (end > at && (b[end - 1] == '\n' || b[end - 1] == '\r' || b[end - 1] == 0)) {
      end--;
    }
    priority();
    if (at + 1 < end && b[at] == '1' && b[at + 1] == ' ' && message.priority >= 0) {
      modern();
    } else {
      classic(arrivedNs);
    }
    if (message.timeNs == 0) {
      message.timeNs = arrivedNs;
    }
    message.bodyFrom = at;
    message.bodyTo = end;
    return message;
  }

  private void priority() {
    if (at >= end || b[at] != '<') {
      return;
    }
    int value = 0;
    int i = at + 1;
    while (i < end && i < at + 4 && b[i] >= '0' && b[i] <= '9') {
      value = value * 10 + b[i++] - '0';
    }
    if (i > at + 1 && i < end && b[i] == '>' && value <= 191) {
      message.priority = value;
      at = i + 1;
    }
  }

  /** {@code 1 TIMESTAMP HOST APP PROCID MSGID SD MSG}. */
  private void modern() {
    int start = at;
    at += 2;
    int from = at;
    String time = word();
    if (time != null) {
      message.timeNs = Rfc3339.nanos(b, from, from + time.length());
      if (message.timeNs == 0) {
        // Not the form it claims to be.
        at = start;
        return;
      }
    }
    message.host = word();
    message.app = word();
    message.process = word();
    message.id = word();
    structuredData();
    if (at < end && b[at] == ' ') {
      at++;
    }
    if (at + 2 < end
        && b[at] == (byte) 0xEF
        && b[at + 1] == (byte) 0xBB
        && b[at + 2] == (byte) 0xBF) {
      at += 3;
    }
  }

  /** The next word and the space behind it; null for nil. */
  private @Nullable String word() {
    int from = at;
    while (at < end && b[at] != ' ') {
      at++;
    }
    int to = at;
    if (at < end) {
      at++;
    }
    boolean nil = to - from == 0 || to - from == 1 && b[from] == '-';
    return nil ? null : new String(b, from, Math.min(MAX_NAME, to - from), UTF_8);
  }

  private void structuredData() {
    if (at < end && b[at] == '-') {
      at++;
      return;
    }
    while (at < end && b[at] == '[') {
      int start = at;
      int kept = message.data.size();
      if (!element()) {
        // Broken: it stays part of the text.
        at = start;
        while (message.data.size() > kept) {
          message.data.removeLast();
        }
        return;
      }
    }
  }

  private boolean element() {
    at++;
    String id = until(' ', ']');
    while (at < end) {
      if (b[at] == ']') {
        at++;
        return true;
      }
      if (b[at] == ' ') {
        at++;
        continue;
      }
      String name = until('=', ']');
      if (at + 1 >= end || b[at] != '=' || b[at + 1] != '"') {
        return false;
      }
      at += 2;
      String value = quoted();
      if (value == null) {
        return false;
      }
      message.data.add(id + "." + name);
      message.data.add(value);
    }
    return false;
  }

  private String until(char one, char other) {
    int from = at;
    while (at < end && b[at] != one && b[at] != other) {
      at++;
    }
    return new String(b, from, Math.min(MAX_NAME, at - from), UTF_8);
  }

  private @Nullable String quoted() {
    int from = at;
    boolean escaped = false;
    while (at < end && b[at] != '"') {
      boolean escape =
          b[at] == '\\'
              && at + 1 < end
              && (b[at + 1] == '"' || b[at + 1] == '\\' || b[at + 1] == ']');
      escaped |= escape;
      at += escape ? 2 : 1;
    }
    if (at >= end) {
      return null;
    }
    String value = new String(b, from, at - from, UTF_8);
    at++;
    return escaped ? value.replaceAll("\\\\([\"\\\\\\]])", "$1") : value;
  }

  /** {@code Mmm dd hh:mm:ss HOST TAG[PID]: MSG}, where any part may be missing. */
  private void classic(long arrivedNs) {
    int start = at;
    long time = ClassicTime.read(b, at, end, arrivedNs, zone);
    int after = at + ClassicTime.length(b, at, end);
    if (time == 0) {
      int to = at;
      while (to < end && b[to] != ' ') {
        to++;
      }
      time = Rfc3339.nanos(b, at, to);
      after = to;
    }
    if (time == 0) {
      if (message.priority >= 0) {
        tag(start);
      }
      return;
    }
    message.timeNs = time;
    at = after;
    while (at < end && b[at] == ' ') {
      at++;
    }
    start = at;
    if (!tag(start)) {
      String host = word();
      if (host == null || host.endsWith(":")) {
        at = start;
        return;
      }
      int rest = at;
      message.host = host;
      if (!tag(rest)) {
        at = rest;
      }
    }
  }

  /** {@code TAG: } or {@code TAG[PID]: } at this place; false, and nothing moved, when not. */
  private boolean tag(int from) {
    int i = from;
    boolean letters = false;
    while (i < end && i - from < 128 && isTag(b[i])) {
      letters |= b[i] < 0 || Character.isLetter(b[i]);
      i++;
    }
    int nameEnd = letters ? i : from;
    String pid = null;
    if (i < end && b[i] == '[' && i > from) {
      int close = i + 1;
      while (close < end && close - i < 32 && b[close] != ']' && b[close] != ' ') {
        close++;
      }
      if (close >= end || b[close] != ']') {
        return false;
      }
      pid = new String(b, i + 1, close - i - 1, UTF_8);
      i = close + 1;
    }
    boolean ends = i < end && b[i] == ':' && (i + 1 == end || b[i + 1] == ' ');
    if (nameEnd == from || !ends && pid == null) {
      return false;
    }
    message.app = new String(b, from, nameEnd - from, UTF_8);
    message.process = pid;
    at = ends ? i + 1 : i;
    while (at < end && b[at] == ' ') {
      at++;
    }
    return true;
  }

  private static boolean isTag(byte c) {
    return c > ' ' && c != ':' && c != '[' && c != ']' && c != '<' && c != '{' && c != '"';
  }
}
