package dev.tocsin.console.account;

import java.time.Instant;
import java.util.UUID;

/**
 * A person who may sign in.
 *
 * @param id never changes, also when the name does
 * @param username lower case, unique
 * @param name what people call them
 * @param role viewer, responder, manager or admin
 * @param disabled true when they may no longer sign in; running sessions end at once
 * @param createdAt when the account was made
 */
public record Account(
    UUID id, String username, String name, String role, boolean disabled, Instant createdAt) {}
