/** Clients that people already use, unchanged, against the running service. */
@NullMarked
package dev.tocsin.logs.clients;

import org.jspecify.annotations.NullMarked;
