package dev.tocsin.logs.runtime;

import dev.tocsin.problem.RequestIdFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Every request has an id, in its answer and in the logs. */
@Provider
@PreMatching
class RequestIds extends RequestIdFilter {}
