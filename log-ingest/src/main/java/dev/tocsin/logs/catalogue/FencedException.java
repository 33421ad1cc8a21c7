package dev.tocsin.logs.catalogue;

/** The partition belongs to another writer by now, or is stored further than this writer knows. */
public final class FencedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FencedException(String topic, int partition) {
    super("partition " + topic + "-" + partition + " was claimed by another writer");
  }
}
