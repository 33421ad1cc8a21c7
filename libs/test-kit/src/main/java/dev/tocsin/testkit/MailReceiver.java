package dev.tocsin.testkit;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tocsin.engines.FreePorts;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;

/** An SMTP server on a free port of 127.0.0.1 that keeps what it is sent. */
public final class MailReceiver implements AutoCloseable {

  private final GreenMail server;

  /**
   * One delivered message.
   *
   * @param text the plain part, empty when there is none
   * @param html the HTML part, empty when there is none
   */
  public record Mail(String from, List<String> to, String subject, String text, String html) {}

  public MailReceiver() {
    this(FreePorts.next());
  }

  /** Listens on {@code port}; for tests that stop the server and start it again. */
  public MailReceiver(int port) {
    this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
  }

  public int port() {
    return server.getSmtp().getPort();
  }

  /** Everything received so far, oldest first. */
  public List<Mail> mails() {
    return Arrays.stream(server.getReceivedMessages()).map(MailReceiver::mail).toList();
  }

  /** Waits until at least {@code count} messages are there. */
  public List<Mail> await(int count, Duration limit) {
    Awaitility.await("mails received").atMost(limit).until(() -> mails().size() >= count);
    return mails();
  }

  /** Forgets what was received. */
  public void clear() {
    try {
      server.purgeEmailFromAllMailboxes();
    } catch (com.icegreen.greenmail.store.FolderException e) {
      throw new IllegalStateException("cannot empty the mailboxes", e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }

  private static Mail mail(MimeMessage message) {
    try {
      return new Mail(
          message.getFrom()[0].toString(),
          Arrays.stream(message.getAllRecipients()).map(Object::toString).toList(),
          Objects.requireNonNullElse(message.getSubject(), ""),
          content(message, "text/plain"),
          content(message, "text/html"));
    } catch (MessagingException e) {
      throw new IllegalStateException("unreadable mail", e);
    } catch (IOException e) {
      throw new UncheckedIOException("unreadable mail", e);
    }
  }

  private static String content(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return part.getContent().toString();
    }
    if (part.getContent() instanceof Multipart parts) {
      for (var i = 0; i < parts.getCount(); i++) {
        BodyPart each = parts.getBodyPart(i);
        var found = content(each, type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }
}
