package dev.tocsin.exceptions.issue;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How issues ring. */
@ConfigMapping(prefix = "tocsin.issues")
public interface IssueConfig {

  /** How long one page speaks for all new issues of its family. */
  Duration pageWindow();
}
