/** OTLP over HTTP, protobuf and JSON. */
@NullMarked
package dev.tocsin.logs.intake.otlp;

import org.jspecify.annotations.NullMarked;
