/** What the logs say about an incident, within two seconds. */
@NullMarked
package dev.tocsin.logs.impact;

import org.jspecify.annotations.NullMarked;
