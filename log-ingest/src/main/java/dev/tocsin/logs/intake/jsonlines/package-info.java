/** JSON lines and JSON arrays from anything that can POST. */
@NullMarked
package dev.tocsin.logs.intake.jsonlines;

import org.jspecify.annotations.NullMarked;
