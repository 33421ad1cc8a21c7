/** Saved views: questions with a name, private to their owner or shared with everybody. */
@NullMarked
package dev.tocsin.logs.views;

import org.jspecify.annotations.NullMarked;
