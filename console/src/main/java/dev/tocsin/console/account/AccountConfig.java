package dev.tocsin.console.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The account that is made on the first start. */
@ConfigMapping(prefix = "console.admin")
public interface AccountConfig {

  /** Its user name. */
  @WithDefault("admin")
  String user();

  /** Its password; made up and printed once when absent. */
  Optional<String> password();
}
