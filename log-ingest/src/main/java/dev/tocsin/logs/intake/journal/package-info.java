/** The systemd journal's upload door: a stream that is stored while it still arrives. */
@NullMarked
package dev.tocsin.logs.intake.journal;

import org.jspecify.annotations.NullMarked;
