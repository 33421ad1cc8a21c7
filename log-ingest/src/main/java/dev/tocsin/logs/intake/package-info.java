/** What all doors share: key, body limit, memory budget, redaction, publishing and counting. */
@NullMarked
package dev.tocsin.logs.intake;

import org.jspecify.annotations.NullMarked;
