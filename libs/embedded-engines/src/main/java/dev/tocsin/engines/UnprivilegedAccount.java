package dev.tocsin.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How to run a program that refuses root when we are root.
 *
 * @param prefix words put before the command; empty when we are an ordinary account
 * @param changesOwner whether files must be given to that other account first
 */
record UnprivilegedAccount(List<String> prefix, boolean changesOwner) {

  private static final String NOBODY = "65534";

  /** Looks at who owns what we write to {@code near}, which is who we are. */
  static UnprivilegedAccount find(Path near) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new UnprivilegedAccount(List.of(), false);
    }
    if (works("unshare", "-U", "true")) {
      return new UnprivilegedAccount(List.of("unshare", "-U"), false);
    }
    if (works("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "true")) {
      return new UnprivilegedAccount(
          List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"), true);
    }
    throw new IOException(
        "PostgreSQL refuses to run as root and neither unshare nor setpriv works here;"
            + " run as another user or use an external PostgreSQL for the data in "
            + near);
  }

  /** Gives {@code path} and what is below it to the account. */
  Path own(Path path) throws IOException {
    if (changesOwner) {
      try (var all = Files.walk(path)) {
        for (var each : all.toList()) {
          Files.setAttribute(each, "unix:uid", Integer.valueOf(NOBODY));
          Files.setAttribute(each, "unix:gid", Integer.valueOf(NOBODY));
        }
      }
    }
    return path;
  }

  private static boolean works(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
