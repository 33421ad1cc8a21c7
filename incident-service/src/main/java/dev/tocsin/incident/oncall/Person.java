package dev.tocsin.incident.oncall;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be woken.
 *
 * @param id never changes
 * @param name as shown to others
 * @param email where mail goes
 * @param webhookUrl second way to reach the person; null where there is none
 * @param fallback whether this is the person paged when a policy leads to nobody
 */
public record Person(
    UUID id, String name, String email, @Nullable String webhookUrl, boolean fallback) {}
