package dev.tocsin.logs.query;

import io.smallrye.config.ConfigMapping;

/** How answers refer to pages. */
@ConfigMapping(prefix = "tocsin.query")
public interface QueryConfig {

  /** Where people open the console. */
  String consoleUrl();
}
