package dev.tocsin.local.chaos;

import dev.tocsin.engines.EmbeddedKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A broker in a process of its own, so that it can be killed. Arguments: data folder, two ports.
 */
final class KafkaProcess {

  private KafkaProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedKafka.start(
        new EmbeddedKafka.Options(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
    new CountDownLatch(1).await();
  }
}
