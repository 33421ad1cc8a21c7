package dev.tocsin.incident.paging;

import dev.tocsin.incident.oncall.Person;
import java.util.Locale;

/** Ways to reach a person, in the order in which they are tried. */
public enum Channel {
  /** Mail over SMTP. */
  EMAIL,
  /** A signed HTTP POST to the person's own address. */
  WEBHOOK;

  /** As stored and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The channel of a stored word. */
  public static Channel of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether {@code person} can be reached this way. */
  public boolean reaches(Person person) {
    return switch (this) {
      case EMAIL -> true;
      case WEBHOOK -> person.webhookUrl() != null;
    };
  }
}
