/** What an SDK sent, read leniently: every shape that occurs becomes one record or is left out. */
@NullMarked
package dev.tocsin.exceptions.event;

import org.jspecify.annotations.NullMarked;
