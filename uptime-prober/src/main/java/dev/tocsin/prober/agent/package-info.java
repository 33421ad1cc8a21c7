/** The agent: pulls work, probes, pushes results; needs no database and no Kafka. */
@NullMarked
package dev.tocsin.prober.agent;

import org.jspecify.annotations.NullMarked;
