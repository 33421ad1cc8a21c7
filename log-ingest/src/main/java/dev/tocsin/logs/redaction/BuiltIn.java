package dev.tocsin.logs.redaction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is found without any rule of a project's own. */
public enum BuiltIn {
  BEARER("credentials after Bearer or Basic"),
  PASSWORD("values of keys such as password, secret, token, api_key, cookie; sensitive attributes"),
  URL("passwords in addresses, scheme://user:password@host"),
  CARD("payment card numbers with a valid check sum"),
  AWS_KEY("access key ids that start with AKIA or ASIA"),
  PRIVATE_KEY("PEM blocks of private keys"),
  TOKEN("keys of Tocsin (tk_…), GitHub (ghp_…) and Stripe (sk_live_…)"),
  JWT("JSON web tokens"),
  EMAIL("e-mail addresses; only where a project wants it");

  private final String meaning;

  BuiltIn(String meaning) {
    this.meaning = meaning;
  }

  /** The name in metrics, in the API and in the replacement. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /** What stands where a secret was. */
  public String replacement() {
    return "[redacted:" + label() + "]";
  }

  /** The rule with this label; null when there is none. */
  public static @Nullable BuiltIn ofLabel(String label) {
    for (BuiltIn rule : values()) {
      if (rule.label().equals(label)) {
        return rule;
      }
    }
    return null;
  }

  int bit() {
    return 1 << ordinal();
  }
}
