/** Secrets and card numbers are replaced before a record leaves the process. */
@NullMarked
package dev.tocsin.logs.redaction;

import org.jspecify.annotations.NullMarked;
