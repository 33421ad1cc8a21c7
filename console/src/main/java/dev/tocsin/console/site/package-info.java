/** The pages themselves: static files, the index page with its nonce, security headers. */
@NullMarked
package dev.tocsin.console.site;

import org.jspecify.annotations.NullMarked;
