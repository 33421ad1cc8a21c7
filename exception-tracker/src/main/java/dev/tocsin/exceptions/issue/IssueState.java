package dev.tocsin.exceptions.issue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an issue stands.
 *
 * <pre>
 *   New ──a day later──► Ongoing ──resolve──► Resolved ──event of a release not older──► Regressed
 *    └───────────────────resolve────────────────▲  │                                        │
 *                                               │  └──reopen──► Ongoing                     │
 *                                               └──────────────resolve──────────────────────┘
 * </pre>
 */
public sealed interface IssueState {

  /** How long an issue counts as new. */
  Duration NEW_FOR = Duration.ofDays(1);

  Instant since();

  /** Seen for the first time within the last day. */
  record New(Instant since) implements IssueState {
    public Resolved resolve(@Nullable String inRelease, Instant now) {
      return new Resolved(now, inRelease);
    }
  }

  /** Known and not fixed. */
  record Ongoing(Instant since) implements IssueState {
    public Resolved resolve(@Nullable String inRelease, Instant now) {
      return new Resolved(now, inRelease);
    }
  }

  /**
   * Said to be fixed.
   *
   * @param inRelease the release with the fix, null for "from now on"
   */
  record Resolved(Instant since, @Nullable String inRelease) implements IssueState {
    public Ongoing reopen(Instant now) {
      return new Ongoing(now);
    }
  }

  /** Came back after it was resolved. */
  record Regressed(Instant since) implements IssueState {
    public Resolved resolve(@Nullable String inRelease, Instant now) {
      return new Resolved(now, inRelease);
    }
  }

  /**
   * @param cameBack true when the event brought a resolved issue back
   * @param reason for the log and the page
   */
  record Step(IssueState state, boolean cameBack, String reason) {}

  /**
   * What an event does to an issue.
   *
   * @param release of the event, null if it named none
   * @param releaseFirstSeen when the project's first event of that release came
   */
  default Step onEvent(@Nullable String release, @Nullable Instant releaseFirstSeen, Instant now) {
    return switch (this) {
      case New fresh ->
          fresh.since().plus(NEW_FOR).isAfter(now)
              ? new Step(fresh, false, "first seen within a day")
              : new Step(new Ongoing(now), false, "first seen more than a day ago");
      case Ongoing ongoing -> new Step(ongoing, false, "not resolved");
      case Regressed regressed -> new Step(regressed, false, "already came back");
      case Resolved resolved -> afterFix(resolved, release, releaseFirstSeen, now);
    };
  }

  private static Step afterFix(
      Resolved resolved,
      @Nullable String release,
      @Nullable Instant releaseFirstSeen,
      Instant now) {
    var fixedIn = resolved.inRelease();
    if (fixedIn == null) {
      return new Step(new Regressed(now), true, "resolved without a release, and seen again");
    }
    if (release == null) {
      return new Step(new Regressed(now), true, "seen again in an unnamed release");
    }
    if (release.equals(fixedIn)) {
      return new Step(new Regressed(now), true, "seen in the very release that has the fix");
    }
    if (releaseFirstSeen != null && releaseFirstSeen.isBefore(resolved.since())) {
      return new Step(resolved, false, "still on a release from before the fix");
    }
    return new Step(new Regressed(now), true, "seen in a release newer than the fix");
  }

  /** The name in tables and answers. */
  default String word() {
    return switch (this) {
      case New _ -> "new";
      case Ongoing _ -> "ongoing";
      case Resolved _ -> "resolved";
      case Regressed _ -> "regressed";
    };
  }

  static IssueState of(String word, Instant since, @Nullable String fixedInRelease) {
    return switch (word) {
      case "new" -> new New(since);
      case "ongoing" -> new Ongoing(since);
      case "resolved" -> new Resolved(since, fixedInRelease);
      case "regressed" -> new Regressed(since);
      default -> throw new IllegalArgumentException("unknown issue state " + word);
    };
  }
}
