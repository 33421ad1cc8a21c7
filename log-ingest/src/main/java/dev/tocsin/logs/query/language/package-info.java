/** The query language: a small tree of conditions, and the text people type for it. */
@NullMarked
package dev.tocsin.logs.query.language;

import org.jspecify.annotations.NullMarked;
