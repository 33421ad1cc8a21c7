package dev.tocsin.logs.limits;

import java.io.IOException;

/** How much room a disk has. */
public interface FreeSpace {

  /**
   * Bytes.
   *
   * @param usable what this process may still write
   * @param total size of the disk
   */
  record Room(long usable, long total) {}

  /** The room at this moment. */
  Room room() throws IOException;
}
