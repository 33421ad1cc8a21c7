package dev.tocsin.logs.action.alert;

/**
 * The counts that a decision rests on, of one group.
 *
 * @param recent lines in the window that ends now; some may still be on their way
 * @param settled lines in the newest window of which every line has arrived
 * @param before lines in the same window as {@code settled}, a day or a week earlier
 * @param covered whether counting goes back to the beginning of the settled window
 * @param comparable whether there was anything stored at the time of {@code before}
 * @param met whether a line ever matched
 * @param behindSeconds how old the newest moment is up to which everything has arrived
 */
public record Reading(
    long recent,
    long settled,
    long before,
    boolean covered,
    boolean comparable,
    boolean met,
    long behindSeconds) {}
