package dev.tocsin.exceptions.runtime;

import dev.tocsin.exceptions.grouping.GroupingMechanism;
import dev.tocsin.exceptions.grouping.g1.G1;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses the version of the grouping algorithm. */
@Singleton
class Grouping {

  @Produces
  @Singleton
  GroupingMechanism mechanism() {
    return new G1();
  }
}
