/** Tests of signed links. */
@NullMarked
package dev.tocsin.incident.link;

import org.jspecify.annotations.NullMarked;
