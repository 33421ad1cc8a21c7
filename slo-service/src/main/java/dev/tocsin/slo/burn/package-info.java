/** Whether the budget burns too fast: multi-window decisions, their state and their alerts. */
@NullMarked
package dev.tocsin.slo.burn;

import org.jspecify.annotations.NullMarked;
