package dev.tocsin.exceptions.event;

import org.jspecify.annotations.Nullable;

/** Something that happened before the exception. */
public record Breadcrumb(
    @Nullable String timestamp,
    @Nullable String type,
    @Nullable String category,
    @Nullable String level,
    @Nullable String message) {}
