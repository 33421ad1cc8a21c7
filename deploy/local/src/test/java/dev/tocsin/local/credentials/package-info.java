/** Tests of the launcher. */
@NullMarked
package dev.tocsin.local.credentials;

import org.jspecify.annotations.NullMarked;
