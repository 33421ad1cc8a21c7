package dev.tocsin.logs.intake;

import dev.tocsin.logs.limits.DiskGuard;
import dev.tocsin.logs.limits.IngestLimits;
import dev.tocsin.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The checks every door makes before and while it reads a body. */
public final class IntakeGate {

  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
  private static final long SMALLEST_SHARE = 64 << 10;
  private static final long LARGEST_SHARE = 1 << 20;

  /** Reads a decompressed body. */
  public interface Reading {
    /** Reads to the end; an exception means that the body is malformed. */
    void read(InputStream body) throws IOException;
  }

  private final IngestKeys keys;
  private final MemoryBudget budget;
  private final long maxBody;
  private final Duration maxTime;
  private final @Nullable IngestLimits limits;
  private final @Nullable DiskGuard disk;
  private final BodyBytes.Pool bodies = new BodyBytes.Pool();

  /** A gate with one budget for all doors, without other limits. */
  public IntakeGate(IngestKeys keys, MemoryBudget budget, long maxBody, Duration maxTime) {
    this(keys, budget, maxBody, maxTime, null, null);
  }

  /** A gate with one budget for all doors, limits per key, and a guard of the disk. */
  public IntakeGate(
      IngestKeys keys,
      MemoryBudget budget,
      long maxBody,
      Duration maxTime,
      @Nullable IngestLimits limits,
      @Nullable DiskGuard disk) {
    this.maxTime = maxTime;
    this.keys = keys;
    this.budget = budget;
    this.maxBody = maxBody;
    this.limits = limits;
    this.disk = disk;
  }

  /**
   * The project of the request's key.
   *
   * @throws ProblemException 401 or 403
   */
  public long project(@Nullable String authorization, @Nullable String keyHeader) {
    return sender(authorization, keyHeader).project();
  }

  /**
   * Whose key the request has.
   *
   * @throws ProblemException 401 or 403
   */
  public Sender sender(@Nullable String authorization, @Nullable String keyHeader) {
    return keys.sender(authorization, keyHeader);
  }

  /**
   * A share of the memory budget for a request that fits into its sender's limits.
   *
   * @throws ProblemException 413, 415, 429 or 503
   */
  public MemoryBudget.Share admit(
      Sender sender, @Nullable String encoding, @Nullable String length) {
    var share = admit(encoding, length);
    var limiting = limits;
    if (limiting != null) {
      try {
        share.meter(limiting.admit(sender.project(), sender.key(), announced(length)));
      } catch (ProblemException e) {
        share.close();
        throw e;
      }
    }
    return share;
  }

  /**
   * A share of the memory budget for a request, before anything of it is read. To be closed when
   * the request is answered.
   *
   * @param encoding content encoding header
   * @param length content length header, null when unknown
   * @throws ProblemException 413, 415 or 503
   */
  public MemoryBudget.Share admit(@Nullable String encoding, @Nullable String length) {
    if (!BodyStream.knows(encoding)) {
      throw ProblemException.unsupportedMedia(
          "Content-Encoding may be gzip, deflate, zstd or identity.");
    }
    if (disk != null) {
      disk.check();
    }
    long announced = announced(length);
    if (announced > maxBody) {
      throw tooLarge();
    }
    var share = budget.open();
    // What is announced and then comes slowly, or never, must not keep others out.
    if (!share.growTo(Math.clamp(announced, SMALLEST_SHARE, LARGEST_SHARE))) {
      throw full();
    }
    return share;
  }

  /**
   * Reads a body within limit and budget.
   *
   * @param format what the body should be, for the error's text
   * @throws ProblemException 400, 413 or 503
   */
  public void read(
      InputStream raw,
      @Nullable String encoding,
      MemoryBudget.Share share,
      String format,
      Reading reading) {
    try {
      try (InputStream body = BodyStream.open(raw, encoding, maxBody, maxTime, share)) {
        reading.read(body);
      }
    } catch (IOException e) {
      switch (refusal(e)) {
        case TOO_LARGE -> throw tooLarge();
        case NO_MEMORY -> throw full();
        case NOT_ARRIVED ->
            throw ProblemException.unavailable(
                "The body did not arrive in time; send it again.", TRY_AGAIN);
        case OVER_LIMIT -> throw share.overLimit();
        case null -> throw ProblemException.badRequest("(body)", "be valid " + format);
      }
    }
  }

  /**
   * Reads a whole body within limit and budget. To be closed when the request is answered.
   *
   * @param format what the body should be, for the error's text
   * @throws ProblemException 400, 413 or 503
   */
  public BodyBytes readAll(
      InputStream raw, @Nullable String encoding, MemoryBudget.Share share, String format) {
    var body = bodies.take();
    try {
      read(raw, encoding, share, format, body::fill);
      return body;
    } catch (RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private static BodyRefused.@Nullable Reason refusal(IOException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyRefused refused) {
        return refused.reason();
      }
    }
    return null;
  }

  private static long announced(@Nullable String length) {
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private ProblemException tooLarge() {
    return ProblemException.tooLarge(
        "A body may have at most " + maxBody + " bytes after decompression.");
  }

  private static ProblemException full() {
    return ProblemException.unavailable(
        "Too much is being taken in at the moment; send this again.", TRY_AGAIN);
  }
}
