package dev.tocsin.console.runtime;

import dev.tocsin.problem.RequestIdFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** A request id for every request. */
@Provider
@PreMatching
class RequestIds extends RequestIdFilter {}
