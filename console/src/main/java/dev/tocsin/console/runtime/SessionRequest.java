package dev.tocsin.console.runtime;

import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A request that came with a well-formed session cookie. */
final class SessionRequest extends BaseAuthenticationRequest implements AuthenticationRequest {

  private final byte[] tokenSha256;

  SessionRequest(byte[] tokenSha256) {
    this.tokenSha256 = tokenSha256.clone();
  }

  byte[] tokenSha256() {
    return tokenSha256.clone();
  }
}
