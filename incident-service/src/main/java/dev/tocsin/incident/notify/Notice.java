package dev.tocsin.incident.notify;

import dev.tocsin.incident.oncall.Person;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, whatever the channel. The first page goes out as it is; evidence follows in
 * the incident.
 *
 * @param pageId the same in every message of this page
 * @param attempt 1 for the first message on a channel
 * @param person whom it is for
 * @param level which level of the escalation
 * @param incidentId the incident
 * @param number its number
 * @param title its title
 * @param service the service concerned
 * @param severity in lower case
 * @param since when it was opened
 * @param alerts what fires, one line each
 * @param acknowledgeUrl signed link
 * @param resolveUrl signed link
 * @param incidentUrl the incident in the console
 */
public record Notice(
    UUID pageId,
    int attempt,
    Person person,
    int level,
    UUID incidentId,
    long number,
    String title,
    @Nullable String service,
    String severity,
    Instant since,
    List<String> alerts,
    String acknowledgeUrl,
    String resolveUrl,
    String incidentUrl) {

  /** When it was opened, to the second. */
  public String sinceText() {
    return since.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
  }
}
