/** Dead letters for people: look at them, send them through intake again, drop them. */
@NullMarked
package dev.tocsin.logs.replay;

import org.jspecify.annotations.NullMarked;
