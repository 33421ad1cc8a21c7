/** Golden samples of every event must decode for as long as their version exists. */
@NullMarked
package dev.tocsin.events;

import org.jspecify.annotations.NullMarked;
