/** Tests of pages and attempts. */
@NullMarked
package dev.tocsin.incident.paging;

import org.jspecify.annotations.NullMarked;
