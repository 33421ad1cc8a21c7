/** Log alerts: rules over counts of matching lines, pure decisions, and their way out. */
@NullMarked
package dev.tocsin.logs.action.alert;

import org.jspecify.annotations.NullMarked;
