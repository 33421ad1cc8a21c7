/** The one-command platform: what to start, in which order, and how it is told to people. */
@NullMarked
package dev.tocsin.local;

import org.jspecify.annotations.NullMarked;
