package dev.tocsin.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortHolderTest {

  @Test
  void namesTheProcessThatListens() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(PortHolder.describe(socket.getLocalPort()))
          .contains("java (process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aPortThatNobodyHasNamesNobody() {
    assertThat(PortHolder.of(1)).isEmpty();
  }

  @Test
  void onlyListeningSocketsOnThatPortCount() {
    var table =
        List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode",
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 111 1",
            "   1: 0100007F:1F90 0100007F:A1B2 01 00000000:00000000 00:00000000 00000000 0 0 222 1",
            "   2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 333 1");

    assertThat(PortHolder.listeningInodes(table, 8080)).containsExactly("111");
  }
}
