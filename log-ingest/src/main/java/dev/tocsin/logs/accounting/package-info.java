/** received = stored + rejected + dropped + still in the stream, from durable facts only. */
@NullMarked
package dev.tocsin.logs.accounting;

import org.jspecify.annotations.NullMarked;
