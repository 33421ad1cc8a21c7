/** Questions over stored logs: search, histogram, services, impact. */
@NullMarked
package dev.tocsin.logs.query;

import org.jspecify.annotations.NullMarked;
