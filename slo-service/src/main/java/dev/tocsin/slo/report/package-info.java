/** What people and pages read: views, explanations, charts, impact. */
@NullMarked
package dev.tocsin.slo.report;

import org.jspecify.annotations.NullMarked;
