package dev.tocsin.prober.check;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one probe.
 *
 * @param errorClass one of {@link ErrorClass}, absent when good
 * @param httpStatus status of the answer, absent when none arrived
 * @param detail one short sentence for people, without payload of the target
 * @param address the address that was probed, absent when none was found
 */
public record CheckResult(
    ProbeVerdict verdict,
    @Nullable String errorClass,
    @Nullable Integer httpStatus,
    Phases phases,
    @Nullable String detail,
    @Nullable String address) {

  /** The target answered as expected. */
  public static CheckResult good(int status, Phases phases, String address) {
    return new CheckResult(ProbeVerdict.GOOD, null, status, phases, null, address);
  }

  /** The probe failed; the class of the error decides whether the target is to blame. */
  public static CheckResult failed(
      String errorClass,
      @Nullable Integer status,
      Phases phases,
      String detail,
      @Nullable String address) {
    return new CheckResult(
        ErrorClass.verdict(errorClass), errorClass, status, phases, detail, address);
  }
}
