/** First-run secrets: made once, kept in a file that only its owner reads. */
@NullMarked
package dev.tocsin.local.credentials;

import org.jspecify.annotations.NullMarked;
