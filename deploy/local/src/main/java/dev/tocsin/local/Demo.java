package dev.tocsin.local;

import dev.tocsin.local.service.ServiceSpec;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code tocsin demo} adds to the platform; found by {@link java.util.ServiceLoader}.
 *
 * <p>Its processes are started when the platform is ready and are supervised like any other; then
 * {@link #guide} talks to the person until the platform stops.
 */
public interface Demo {

  /**
   * What the demo needs to know.
   *
   * @param environment addresses and credentials, by the names of {@code credentials.env}
   * @param ownClassPath class path of the launcher, for main classes that lie beside the demo
   * @param temporary folder for files that need not survive
   * @param variables the environment of the launcher, for ports of the demo itself
   */
  record Context(
      Map<String, String> environment,
      String ownClassPath,
      Path temporary,
      Map<String, String> variables) {
    public Context {
      environment = Map.copyOf(environment);
      variables = Map.copyOf(variables);
    }
  }

  /** Child processes to run besides the services; their logs are named after them. */
  List<ServiceSpec> processes(Context context);

  /**
   * Called on a thread of its own when everything is ready, in the foreground only; interrupted
   * when the platform stops.
   *
   * @param keys what the person types
   * @param out where the person reads
   */
  void guide(Context context, InputStream keys, PrintStream out) throws Exception;
}
