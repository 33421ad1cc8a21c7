package dev.tocsin.local.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes a MIME message apart. */
final class MailParts {

  /** Longer bodies are cut: a page is for people. */
  private static final int LONGEST = 100_000;

  private MailParts() {}

  static ReceivedMail read(long id, String recipient, MimeMessage message, Instant now) {
    try {
      return new ReceivedMail(
          id,
          first(message.getFrom()),
          recipient,
          all(message.getAllRecipients()),
          Objects.requireNonNullElse(message.getSubject(), ""),
          content(message, "text/plain"),
          content(message, "text/html"),
          now);
    } catch (MessagingException | IOException e) {
      return new ReceivedMail(
          id, "", recipient, List.of(recipient), "(unreadable mail)", "" + e.getMessage(), "", now);
    }
  }

  private static String first(Object @Nullable [] addresses) {
    return addresses == null || addresses.length == 0 ? "" : String.valueOf(addresses[0]);
  }

  private static List<String> all(Object @Nullable [] addresses) {
    return addresses == null ? List.of() : Arrays.stream(addresses).map(String::valueOf).toList();
  }

  private static String content(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      var text = String.valueOf(part.getContent());
      return text.length() > LONGEST ? text.substring(0, LONGEST) + "\n…" : text;
    }
    if (part.getContent() instanceof Multipart parts) {
      for (var i = 0; i < parts.getCount(); i++) {
        var found = content(parts.getBodyPart(i), type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }
}
