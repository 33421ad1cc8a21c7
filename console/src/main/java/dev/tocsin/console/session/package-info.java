/** Signing in and out, the session cookie, and who a request comes from. */
@NullMarked
package dev.tocsin.console.session;

import org.jspecify.annotations.NullMarked;
