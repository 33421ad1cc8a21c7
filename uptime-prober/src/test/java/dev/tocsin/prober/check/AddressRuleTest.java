package dev.tocsin.prober.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "fe80::1",
        "fd00:ec2::254",
        "100.100.100.200",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "::ffff:169.254.169.254",
        "0.1.2.3"
      })
  void never_probed(String address) throws UnknownHostException {
    assertThat(new AddressRule(true).refusal(InetAddress.getByName(address))).isNotNull();
    assertThat(new AddressRule(false).refusal(InetAddress.getByName(address))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "fd12::1",
        "198.18.0.1",
        "64:ff9b::a00:1"
      })
  void probed_only_where_private_addresses_are_allowed(String address) throws UnknownHostException {
    assertThat(new AddressRule(true).refusal(InetAddress.getByName(address))).isNull();
    assertThat(new AddressRule(false).refusal(InetAddress.getByName(address))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "8.8.8.8", "2001:db8::7", "172.32.0.1", "100.128.0.1"})
  void probed_anywhere(String address) throws UnknownHostException {
    assertThat(new AddressRule(false).refusal(InetAddress.getByName(address))).isNull();
  }
}
