/** Tests of the launcher. */
@NullMarked
package dev.tocsin.local.mailbox;

import org.jspecify.annotations.NullMarked;
