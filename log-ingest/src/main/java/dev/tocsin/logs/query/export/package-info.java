/** Whatever a question finds, as a file: streamed, without a limit on lines. */
@NullMarked
package dev.tocsin.logs.query.export;

import org.jspecify.annotations.NullMarked;
