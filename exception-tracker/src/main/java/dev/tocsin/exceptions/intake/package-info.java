/** The doors of the Sentry protocol: reads what SDKs post and publishes it before saying yes. */
@NullMarked
package dev.tocsin.exceptions.intake;

import org.jspecify.annotations.NullMarked;
