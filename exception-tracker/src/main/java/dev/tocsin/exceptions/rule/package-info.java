/** What of a project rings, and which service it belongs to. */
@NullMarked
package dev.tocsin.exceptions.rule;

import org.jspecify.annotations.NullMarked;
