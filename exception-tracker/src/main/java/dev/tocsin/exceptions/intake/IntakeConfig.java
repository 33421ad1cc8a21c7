package dev.tocsin.exceptions.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the Sentry doors. */
@ConfigMapping(prefix = "tocsin.intake")
public interface IntakeConfig {

  /** Bytes of a body as sent. */
  @WithDefault("20971520")
  long wireBytes();

  /** Bytes of a body after decompression. */
  @WithDefault("41943040")
  long decodedBytes();

  /** Bytes of one event. */
  @WithDefault("4194304")
  int eventBytes();

  /** Items of one envelope. */
  @WithDefault("1000")
  int items();

  /** Events per project and minute. */
  int eventsPerMinute();

  /** Events that may be held in memory at the same time; more are answered with 429. */
  @WithDefault("12")
  int atOnce();

  /** Whether answers tell SDKs to stop sending what is not kept. */
  boolean switchOff();
}
