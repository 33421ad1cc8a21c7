package dev.tocsin.prober.agent;

/**
 * The agent's control check: its own way to control. A host that refuses or answers with an error
 * was reached, so the network works and only control is away; a name that does not resolve, a
 * connect that times out or a missing route puts the agent's own network in doubt, and its results
 * must not count.
 */
final class Uplink {
  private boolean networkOk = true;
  private boolean connected;

  void opened() {
    connected = true;
    networkOk = true;
  }

  void answered() {
    networkOk = true;
  }

  /** Control could not be used; {@code reached} when at least its host answered. */
  void failed(boolean reached) {
    networkOk = reached;
  }

  void closed() {
    connected = false;
  }

  boolean connected() {
    return connected;
  }

  boolean ok() {
    return networkOk;
  }
}
