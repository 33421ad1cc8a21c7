package dev.tocsin.exceptions.grouping.g1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tocsin.testkit.Seeded;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class MessageTemplateTest {

  private static void f(String message, String expected) {
    assertThat(MessageTemplate.of(message)).as(message).isEqualTo(expected);
  }

  @Test
  void whatVariesIsNamedByItsKind() {
    f("no stock for 17", "no stock for <int>");
    f("balance -3 after 2.50", "balance <int> after <float>");
    f("mail to jo.doe+x@example.com failed", "mail to <email> failed");
    f("GET https://shop.example.com/a?b=1 failed", "GET <url> failed");
    f("cannot reach db-1.prod.example.com", "cannot reach <hostname>");
    f("peer 10.0.0.1:5432 refused", "peer <ip>:<int> refused");
    f("peer fe80::1%eth0 refused", "peer <ip> refused");
    f("Foo::bar() failed", "Foo::bar() failed");
    f("trace 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "trace <traceparent>");
    f("order 6f9619ff-8b86-d011-b42d-00c04fc964ff", "order <uuid>");
    f("sha da39a3ee5e6b4b0d3255bfef95601890afd80709", "sha <sha1>");
    f("md5 d41d8cd98f00b204e9800998ecf8427e", "md5 <md5>");
    f("at 2026-01-05T09:00:00.123Z sharp", "at <date> sharp");
    f("on 2026-01-05 only", "on <date> only");
    f("Mon, 05 Jan 2026 09:00:00 GMT", "<date>");
    f("at 09:00:01 again", "at <date> again");
    f("took 12ms of 1.5s", "took <duration> of <duration>");
    f("at 0x7fff5fbff8c0", "at <hex>");
    f("java.lang.Object@1a2b3c is odd", "java.lang.Object@<hex> is odd");
    f("commit 3f2a9c1 broke it", "commit <git_sha> broke it");
    f("number 123456789", "number <hex>");
    f("name=\"Jo\" age='7' ok=true", "name=<quoted> age=<quoted> ok=<bool>");
    f("cannot find 'column_a' in table", "cannot find 'column_a' in table");
    f("v2 of Base64 and utf8", "v2 of Base64 and utf8");
  }

  @Test
  void onlyTheFirstTwoLinesCount() {
    f("\n  first\n\nsecond 2\nthird 3", "first\nsecond <int>");
  }

  @Test
  void noTextTakesLong() {
    var nasty =
        new String[] {
          "1".repeat(5_000), "a.".repeat(5_000), "0:".repeat(5_000), "@a-".repeat(5_000)
        };
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (var text : nasty) {
            MessageTemplate.of(text);
          }
        });
    Seeded.check(
        300,
        random -> {
          var text = random.text(500);
          assertThatCode(() -> MessageTemplate.of(text)).doesNotThrowAnyException();
        });
  }
}
