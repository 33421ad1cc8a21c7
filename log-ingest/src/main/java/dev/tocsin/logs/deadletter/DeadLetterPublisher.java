package dev.tocsin.logs.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.events.Topics;
import dev.tocsin.logs.redaction.Redactions;
import dev.tocsin.logs.stream.LogPublisher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The way of refused input to the dead-letter topic. */
@Singleton
public class DeadLetterPublisher {

  private final LogPublisher kafka;
  private final Redactions redactions;

  /** Sends through the one producer of this process. */
  @Inject
  public DeadLetterPublisher(LogPublisher kafka, Redactions redactions) {
    this.kafka = kafka;
    this.redactions = redactions;
  }

  /** An empty box for a request; send it when the request's good records are durable. */
  public LetterBox box(long project, String protocol, long receivedNs) {
    return new LetterBox(project, protocol, receivedNs, redactions.of(project));
  }

  /**
   * Makes the letters durable and waits for that.
   *
   * @return false when one of them was not confirmed: the client shall send the request again
   */
  public boolean send(LetterBox box) {
    var answers = new ArrayList<CompletableFuture<Void>>();
    for (DeadLetter letter : box.letters()) {
      if (answers.stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
        return false;
      }
      answers.add(kafka.send(record(letter)));
    }
    return confirmed(answers);
  }

  private static boolean confirmed(List<CompletableFuture<Void>> answers) {
    try {
      answers.forEach(CompletableFuture::join);
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  private static ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
    var record =
        new ProducerRecord<byte[], byte[]>(
            Topics.dlq(Topics.LOGS), Long.toString(letter.project()).getBytes(UTF_8), letter.raw());
    header(record, DeadLetter.PROJECT, Long.toString(letter.project()));
    header(record, DeadLetter.PROTOCOL, letter.protocol());
    header(record, DeadLetter.REASON, letter.reason());
    header(record, DeadLetter.POSITION, letter.position());
    header(record, DeadLetter.RECEIVED, Long.toString(letter.receivedNs()));
    header(record, DeadLetter.RECORDS, Long.toString(letter.records()));
    return record;
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
