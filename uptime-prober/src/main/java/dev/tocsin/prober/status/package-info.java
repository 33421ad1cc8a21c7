/** What people and sibling services see: monitors, figures, results, regions, impact. */
@NullMarked
package dev.tocsin.prober.status;

import org.jspecify.annotations.NullMarked;
