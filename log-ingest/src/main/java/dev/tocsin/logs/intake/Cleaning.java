package dev.tocsin.logs.intake;

/** Takes secrets out of texts before they leave the process. */
public interface Cleaning {

  /** Whether an attribute's name alone says that its value is a secret. */
  boolean sensitiveKey(byte[] key, int from, int to);

  /** Whether the text needs a closer look; false means certainly clean. */
  boolean suspicious(byte[] text, int from, int to);

  /** The text without secrets. */
  byte[] clean(byte[] text, int from, int to);

  /** What stands where the value of a sensitive key was. */
  byte[] replacement();
}
