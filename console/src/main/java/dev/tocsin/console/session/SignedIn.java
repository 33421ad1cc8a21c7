package dev.tocsin.console.session;

import dev.tocsin.console.account.Account;

/**
 * Who a request with a session comes from.
 *
 * @param session the session
 * @param account the account, as it is now
 */
public record SignedIn(Session session, Account account) {

  /** The name under which the security identity carries it. */
  public static final String ATTRIBUTE = "signedIn";
}
