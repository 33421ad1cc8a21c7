package dev.tocsin.console.runtime;

import dev.tocsin.console.token.SigningKeys;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** This process's copy of the signing keys. */
@Singleton
class TokenSetup {

  @Produces
  @Singleton
  SigningKeys keys() {
    return new SigningKeys();
  }
}
