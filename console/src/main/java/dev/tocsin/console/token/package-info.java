/** Short-lived tokens for the services, and the public keys to verify them with. */
@NullMarked
package dev.tocsin.console.token;

import org.jspecify.annotations.NullMarked;
