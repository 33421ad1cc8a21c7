/** The Elasticsearch bulk door and the handshake that its clients insist on. */
@NullMarked
package dev.tocsin.logs.intake.elastic;

import org.jspecify.annotations.NullMarked;
