package dev.tocsin.local.mailbox;

import java.time.Instant;
import java.util.List;

/**
 * One mail as one mailbox got it.
 *
 * @param id number, growing in the order of arrival
 * @param recipient the mailbox
 * @param to everybody the mail names as a recipient
 * @param text the plain part, empty when there is none
 * @param html the HTML part, empty when there is none
 */
public record ReceivedMail(
    long id,
    String from,
    String recipient,
    List<String> to,
    String subject,
    String text,
    String html,
    Instant receivedAt) {}
