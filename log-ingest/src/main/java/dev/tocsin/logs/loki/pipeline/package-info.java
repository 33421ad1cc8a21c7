/** What a LogQL pipeline does to a line, one line at a time. */
@NullMarked
package dev.tocsin.logs.loki.pipeline;

import org.jspecify.annotations.NullMarked;
