/** The service that checks endpoints from several regions and decides whether they are up. */
@NullMarked
package dev.tocsin.prober;

import org.jspecify.annotations.NullMarked;
