package dev.tocsin.prober.runtime;

import dev.tocsin.problem.RequestIdFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Every request has an id. */
@Provider
@PreMatching
public class RequestIds extends RequestIdFilter {}
