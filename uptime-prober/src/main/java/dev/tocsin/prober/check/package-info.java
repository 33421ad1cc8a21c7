/** What one probe measures and how its outcome is named, whatever the protocol. */
@NullMarked
package dev.tocsin.prober.check;

import org.jspecify.annotations.NullMarked;
