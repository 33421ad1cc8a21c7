package dev.tocsin.exceptions.intake;

import java.util.Map;

/** What an SDK is told: always JSON, errors with their reason in a header too. */
record IntakeAnswer(int status, Map<String, Object> body, Map<String, String> headers) {}
