package dev.tocsin.local.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One child process to run.
 *
 * @param name what people call it; also the name of its log
 * @param port the port that must be free before anything starts
 * @param address what to open or connect to
 * @param health address that answers 200 when it is ready; null when there is nothing to ask
 * @param jar the program, which must exist; null when the command does not need one
 * @param command the full command line
 * @param environment added to ours
 * @param after started only when this other one is ready; null for at once
 */
public record ServiceSpec(
    String name,
    int port,
    String address,
    @Nullable String health,
    @Nullable Path jar,
    List<String> command,
    Map<String, String> environment,
    @Nullable String after) {

  public ServiceSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
