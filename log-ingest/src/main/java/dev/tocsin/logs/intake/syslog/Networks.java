package dev.tocsin.logs.intake.syslog;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Networks that may send. */
final class Networks {

  private record Network(byte[] address, int bits) {

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        if (((address[i >> 3] ^ other[i >> 3]) & 0x80 >> (i & 7)) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Network> networks;

  /**
   * Reads networks such as {@code 10.0.0.0/8}; an address alone is a network of its own.
   *
   * @throws IllegalArgumentException naming the one that cannot be read
   */
  Networks(List<String> texts) {
    networks = texts.stream().map(String::strip).map(Networks::parse).toList();
  }

  private static Network parse(String text) {
    String[] parts = text.split("/", 2);
    try {
      if (!parts[0].matches("[0-9A-Fa-f:.]+")) {
        throw new IllegalArgumentException("a network is an address, not a name: '" + text + "'");
      }
      byte[] address = InetAddress.getByName(parts[0]).getAddress();
      int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > address.length * 8) {
        throw new IllegalArgumentException("a network has too many bits: '" + text + "'");
      }
      return new Network(address, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("this is no network: '" + text + "'", e);
    }
  }

  boolean hold(InetAddress address) {
    byte[] bytes = address.getAddress();
    return networks.stream().anyMatch(network -> network.holds(bytes));
  }
}
