package dev.tocsin.console.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts sign-in attempts per account and address, and per address alone. An attempt counts before
 * the password is checked, so that parallel guesses share one budget; a right password gives the
 * account's budget back.
 *
 * <p>Bounded: beyond {@link #MAX_ENTRIES} the longest-untouched counter is forgotten.
 */
public final class LoginLimiter {

  static final int MAX_ENTRIES = 20_000;

  private final int perAccount;
  private final int perAddress;
  private final Duration window;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  /**
   * A limiter.
   *
   * @param perAccount attempts per window for one account from one address
   * @param perAddress attempts per window from one address
   * @param window how long attempts count
   */
  public LoginLimiter(int perAccount, int perAddress, Duration window) {
    this.perAccount = perAccount;
    this.perAddress = perAddress;
    this.window = window;
  }

  /** Takes an attempt out of the budgets: zero when allowed, else how long to wait. */
  public synchronized Duration attempt(String account, String address, Instant now) {
    Count byAddress = current(addressKey(address), now);
    Count byAccount = current(accountKey(account, address), now);
    if (byAccount.used() >= perAccount) {
      return wait(byAccount, now);
    }
    if (byAddress.used() >= perAddress) {
      return wait(byAddress, now);
    }
    counts.put(addressKey(address), byAddress.plusOne());
    counts.put(accountKey(account, address), byAccount.plusOne());
    return Duration.ZERO;
  }

  /** Gives the budgets back after a right password. */
  public synchronized void succeeded(String account, String address) {
    counts.remove(accountKey(account, address));
    counts.computeIfPresent(
        addressKey(address), (key, count) -> new Count(count.since(), count.used() - 1));
  }

  /** How many counters are kept. */
  synchronized int size() {
    return counts.size();
  }

  private Count current(String key, Instant now) {
    Count count = counts.get(key);
    return count == null || !now.isBefore(count.since().plus(window)) ? new Count(now, 0) : count;
  }

  private Duration wait(Count count, Instant now) {
    return Duration.between(now, count.since().plus(window));
  }

  private static String accountKey(String account, String address) {
    return "account " + address + " " + account;
  }

  private static String addressKey(String address) {
    return "address " + address;
  }

  private record Count(Instant since, int used) {
    Count plusOne() {
      return new Count(since, used + 1);
    }
  }
}
