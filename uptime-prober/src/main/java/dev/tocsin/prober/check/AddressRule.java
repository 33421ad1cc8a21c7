package dev.tocsin.prober.check;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses an agent may probe, checked after name resolution so that a name cannot smuggle
 * one in.
 *
 * <p>Link-local addresses and the metadata services of clouds are never probed. Loopback and
 * private ranges are probed only where the operator allows it, for instance on a laptop or in a
 * private location.
 */
public record AddressRule(boolean allowPrivate) {
  private static final byte[] ALIBABA_METADATA = {100, 100, 100, (byte) 200};
  private static final byte[] AWS_METADATA_V6 = {
    (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54
  };
  private static final byte[] NAT64_PREFIX = {0, 0x64, (byte) 0xff, (byte) 0x9b};

  /** The reason why the address must not be probed, or null when it may be. */
  public @Nullable String refusal(InetAddress address) {
    InetAddress effective = unwrap(address);
    byte[] bytes = effective.getAddress();
    if (effective.isLinkLocalAddress()
        || Arrays.equals(bytes, ALIBABA_METADATA)
        || Arrays.equals(bytes, AWS_METADATA_V6)) {
      return "link-local and cloud metadata addresses are never probed";
    }
    if (effective.isMulticastAddress() || isZeroNetwork(effective) || isBroadcast(bytes)) {
      return "not the address of a single host";
    }
    if (!allowPrivate && isPrivate(effective, bytes)) {
      return "loopback and private addresses are not allowed on this agent";
    }
    return null;
  }

  private static boolean isZeroNetwork(InetAddress address) {
    return address.isAnyLocalAddress()
        || (address instanceof Inet4Address && address.getAddress()[0] == 0);
  }

  private static boolean isBroadcast(byte[] bytes) {
    return bytes.length == 4 && (bytes[0] & 0xf0) == 0xf0;
  }

  private static boolean isPrivate(InetAddress address, byte[] bytes) {
    if (address.isLoopbackAddress() || address.isSiteLocalAddress()) {
      return true;
    }
    if (bytes.length == 4) {
      boolean carrierNat = bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
      boolean benchmark = bytes[0] == (byte) 198 && (bytes[1] & 0xfe) == 18;
      return carrierNat || benchmark;
    }
    return (bytes[0] & 0xfe) == 0xfc;
  }

  /** The IPv4 address inside a NAT64, 6to4 or compatible IPv6 address, else the address itself. */
  private static InetAddress unwrap(InetAddress address) {
    if (!(address instanceof Inet6Address v6)) {
      return address;
    }
    byte[] bytes = v6.getAddress();
    int at = -1;
    if (Arrays.equals(Arrays.copyOf(bytes, 4), NAT64_PREFIX)) {
      at = 12;
    } else if (bytes[0] == 0x20 && bytes[1] == 0x02) {
      at = 2;
    } else if (v6.isIPv4CompatibleAddress() && !v6.isLoopbackAddress() && !v6.isAnyLocalAddress()) {
      at = 12;
    }
    if (at < 0) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an IPv4 address", impossible);
    }
  }
}
