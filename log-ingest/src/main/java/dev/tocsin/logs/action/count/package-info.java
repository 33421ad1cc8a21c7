/** Counts of rules per ten seconds: live with each flush, and once over history, without gap. */
@NullMarked
package dev.tocsin.logs.action.count;

import org.jspecify.annotations.NullMarked;
