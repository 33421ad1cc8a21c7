package dev.tocsin.logs.intake;

import java.util.Locale;

/** Why a record was not taken. The label is the metric's; the text is the client's. */
public enum Rejection {
  NOT_JSON("is not valid JSON", "be valid JSON"),
  NOT_AN_OBJECT("is not a JSON object", "be a JSON object"),
  TOO_DEEP("is nested too deep", "be nested less deep"),
  TOO_LARGE("is larger than one record may be", "be smaller"),
  TOO_OLD("has a time older than logs are kept", "have a time within the retention"),
  TOO_FAR_AHEAD("has a time in the future", "have a time that is not in the future"),
  NOT_CONFIRMED("could not be made durable; send it again", "be sent again");

  private final String text;
  private final String rule;

  Rejection(String text, String rule) {
    this.text = text;
    this.rule = rule;
  }

  /** For clients, after the name of the line or record. */
  public String text() {
    return text;
  }

  /** The rule that was broken, after "must". */
  public String rule() {
    return rule;
  }

  /** For metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
