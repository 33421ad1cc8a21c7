package dev.tocsin.console.runtime;

import dev.tocsin.access.AccessRegistry;
import dev.tocsin.access.KeyAuthentication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Machines may manage keys with a key of role admin: the same check as in every service. */
@Singleton
class AccessSetup {

  /** Filled from this service's own table, see AccessJob. */
  @Produces
  @Singleton
  AccessRegistry registry() {
    return AccessRegistry.seeded(null);
  }

  /** Takes keys from requests. */
  @ApplicationScoped
  static class Keys extends KeyAuthentication {

    /** For the client proxy. */
    Keys() {
      this(AccessRegistry.seeded(null));
    }

    @jakarta.inject.Inject
    Keys(AccessRegistry registry) {
      super(registry);
    }
  }
}
