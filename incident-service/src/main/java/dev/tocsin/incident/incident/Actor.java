package dev.tocsin.incident.incident;

/**
 * Who did something, and by which way.
 *
 * @param name a person's, a key's or the platform's name
 * @param via api, link or system
 */
public record Actor(String name, String via) {

  /** The platform itself. */
  public static final Actor SYSTEM = new Actor("tocsin", "system");

  /** As shown in a timeline. */
  public String shown() {
    return via.equals("link") ? name + " (link)" : name;
  }
}
