package dev.tocsin.logs.intake.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.logs.intake.Taken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalReaderTest {

  private final Taken taken = new Taken();
  private final List<String> idle = new ArrayList<>();

  @Test
  void fieldsFindTheirPlace() throws IOException {
    read(
        """
        __CURSOR=s=1;i=2
        __REALTIME_TIMESTAMP=1795168798123456
        PRIORITY=3
        MESSAGE=disk failed
        _HOSTNAME=db-1
        _MACHINE_ID=abc
        _SYSTEMD_UNIT=postgresql.service
        SYSLOG_IDENTIFIER=postgres
        _PID=42
        TRACE_ID=4bf92f3577b34da6a3ce929d0e0e4736

        __REALTIME_TIMESTAMP=1795168799000000
        _SOURCE_REALTIME_TIMESTAMP=1795168798999999
        MESSAGE=second
        _SYSTEMD_UNIT=cron.service
        """
            .getBytes(UTF_8));

    var first = taken.lines().getFirst();
    assertThat(first.time()).isEqualTo("2026-11-20T09:59:58.123456Z");
    assertThat(first.severity()).isEqualTo(17);
    assertThat(first.severityText()).isEqualTo("err");
    assertThat(first.body()).isEqualTo("disk failed");
    assertThat(first.trace()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(first.resource())
        .isEqualTo(
            Map.of(
                "service.name",
                "postgres",
                "host.name",
                "db-1",
                "host.id",
                "abc",
                "systemd.unit",
                "postgresql.service"));
    assertThat(first.attributes())
        .isEqualTo(
            Map.of(
                "_SYSTEMD_UNIT",
                "postgresql.service",
                "SYSLOG_IDENTIFIER",
                "postgres",
                "_PID",
                "42"));
    var second = taken.lines().get(1);
    assertThat(second.time()).isEqualTo("2026-11-20T09:59:58.999999Z");
    assertThat(second.service()).isEqualTo("cron.service");
    assertThat(second.severity()).isZero();
  }

  @Test
  void binaryValuesMayHoldAnything() throws IOException {
    read(
        concat(
            "PRIORITY=6\n".getBytes(UTF_8),
            binary("MESSAGE", "two\nlines\n\nand an = é".getBytes(UTF_8)),
            binary("EMPTY", new byte[0]),
            "\n\n\nMESSAGE=next".getBytes(UTF_8)));
    assertThat(taken.lines())
        .extracting(Taken.Line::body)
        .containsExactly("two\nlines\n\nand an = é", "next");
  }

  @Test
  void oddFieldsAreLeftOutAndTheEntryStays() throws IOException {
    read(
        concat(
            "lower=x\n1ST=x\n=x\n".getBytes(UTF_8),
            ("N".repeat(200) + "=x\n").getBytes(UTF_8),
            binary("COREDUMP", new byte[5 << 20]),
            ("LONG=" + "y".repeat(3 << 20) + "\nMESSAGE=kept\nMESSAGE=last\n").getBytes(UTF_8)));
    var line = taken.lines().getFirst();
    assertThat(line.body()).isEqualTo("last");
    assertThat(line.attributes()).isEqualTo(Map.of("journal.left_out", "COREDUMP LONG"));
  }

  @Test
  void brokenStreamsAreRefusedAndMemoryStaysBounded() {
    for (byte[] bytes :
        List.of(
            "MESSAGE".getBytes(UTF_8),
            "hello world, this is no journal\nat all, not one bit of it".getBytes(UTF_8),
            concat("MESSAGE\n".getBytes(UTF_8), new byte[] {-1, -1, -1, -1, -1, -1, -1, 127}),
            concat("MESSAGE\n".getBytes(UTF_8), new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 'x'}),
            concat("MESSAGE\n".getBytes(UTF_8), new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 'x', 'y'}))) {
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void everySplitOfTheStreamReadsTheSame() throws IOException {
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < 400; i++) {
      all.writeBytes(
          ("PRIORITY=" + i % 8 + "\nMESSAGE=line " + i + "\nN=" + i + "\n").getBytes(UTF_8));
      all.writeBytes(binary("B", ("b\n" + i).getBytes(UTF_8)));
      all.write('\n');
    }
    var random = new Random(11);
    var pieces =
        new InputStream() {
          private final InputStream in = new ByteArrayInputStream(all.toByteArray());
          private int ready;

          @Override
          public int read() {
            throw new IllegalStateException("read in pieces");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            ready = 0;
            return in.read(target, offset, Math.min(length, 1 + random.nextInt(40)));
          }

          @Override
          public int available() {
            return ready++;
          }
        };
    reader(pieces, pieces).read();
    assertThat(taken.lines()).hasSize(400);
    assertThat(taken.lines())
        .allSatisfy(
            line -> {
              Object n = line.attributes().get("N");
              assertThat(line.body()).isEqualTo("line " + n);
              assertThat(line.attributes()).containsEntry("B", "b\n" + n);
            });
    assertThat(idle).isNotEmpty();
  }

  private void read(byte[] bytes) throws IOException {
    var in = new ByteArrayInputStream(bytes);
    reader(in, in).read();
  }

  private JournalReader reader(InputStream in, InputStream wire) {
    return new JournalReader(
        in,
        wire,
        512 << 10,
        new JournalReader.Target() {
          @Override
          public void entry(JournalEntry entry) {
            taken.sink().origin(JournalRecord.origin(entry), "", "");
            JournalRecord.fill(entry, taken.sink().draft());
            assertThat(taken.sink().add()).isNull();
          }

          @Override
          public void idle() {
            idle.add("idle");
          }
        });
  }

  private static byte[] binary(String name, byte[] value) {
    return concat(
        (name + "\n").getBytes(UTF_8),
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value.length).array(),
        value,
        new byte[] {'\n'});
  }

  private static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
