package dev.tocsin.logs.loki.logql;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Internet addresses as numbers; names are never looked up. */
public final class Addresses {

  /** A range of addresses of one family. */
  public record Range(int bytes, BigInteger first, BigInteger last) {
    /** Whether a text is an address in this range. */
    public boolean holds(String text) {
      byte[] address = parse(text.strip());
      if (address == null || address.length != bytes) {
        return false;
      }
      var number = new BigInteger(1, address);
      return number.compareTo(first) >= 0 && number.compareTo(last) <= 0;
    }
  }

  private Addresses() {}

  /** {@code 10.0.0.1}, {@code 10.0.0.0/8} or {@code 10.0.0.1-10.0.0.9}; null for anything else. */
  public static @Nullable Range range(String text) {
    int dash = text.indexOf('-');
    int slash = text.indexOf('/');
    String head = dash > 0 ? text.substring(0, dash) : slash > 0 ? text.substring(0, slash) : text;
    byte[] first = parse(head.strip());
    if (first == null) {
      return null;
    }
    var from = new BigInteger(1, first);
    if (dash > 0) {
      byte[] last = parse(text.substring(dash + 1).strip());
      return last == null || last.length != first.length
          ? null
          : new Range(first.length, from, new BigInteger(1, last));
    }
    if (slash > 0) {
      Double prefix = Units.number(text.substring(slash + 1));
      if (prefix == null || prefix < 0 || prefix > first.length * 8 || prefix % 1 != 0) {
        return null;
      }
      int free = first.length * 8 - prefix.intValue();
      var start = from.shiftRight(free).shiftLeft(free);
      return new Range(
          first.length, start, start.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE));
    }
    return new Range(first.length, from, from);
  }

  private static byte @Nullable [] parse(String text) {
    boolean six = text.indexOf(':') >= 0;
    if (text.isEmpty()
        || text.length() > 45
        || !text.matches(six ? "[0-9A-Fa-f:.]+" : "\\d{1,3}(\\.\\d{1,3}){3}")) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
