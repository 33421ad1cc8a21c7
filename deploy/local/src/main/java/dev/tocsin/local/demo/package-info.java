/**
 * The demo: a small shop with a fault switch. It ships logs through the OpenTelemetry SDK and
 * exceptions through the Sentry SDK, exactly as a user's application would.
 */
@NullMarked
package dev.tocsin.local.demo;

import org.jspecify.annotations.NullMarked;
