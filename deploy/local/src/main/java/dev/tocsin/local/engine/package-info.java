/**
 * PostgreSQL and Kafka, embedded or given, with the databases and topics that the services need.
 */
@NullMarked
package dev.tocsin.local.engine;

import org.jspecify.annotations.NullMarked;
