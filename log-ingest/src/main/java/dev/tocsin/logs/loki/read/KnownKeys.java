package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.pipeline.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which stored keys a label stands for. A label's name cannot say whether an underscore was a dot,
 * so the keys that occur decide.
 */
final class KnownKeys implements LabelConditions.Keys {

  private static final int MAX_GUESSED_DOTS = 3;

  private final Set<String> known;

  KnownKeys(Set<String> known) {
    this.known = known;
  }

  @Override
  public List<String> of(String label) {
    var found = new LinkedHashSet<String>();
    if (known.contains(label)) {
      found.add(label);
    }
    for (String key : known) {
      if (!key.equals(label) && Names.label(key).equals(label)) {
        found.add(key);
      }
    }
    if (!found.isEmpty()) {
      return List.copyOf(found);
    }
    found.add(label);
    for (String key : StreamLabels.usual()) {
      if (Names.label(key).equals(label)) {
        found.add(key);
      }
    }
    guesses(label, found);
    return List.copyOf(found);
  }

  /** Every way to read underscores as dots, as long as there are few. */
  private static void guesses(String label, Set<String> found) {
    var places = new ArrayList<Integer>();
    for (int i = 1; i < label.length() - 1; i++) {
      if (label.charAt(i) == '_') {
        places.add(i);
      }
    }
    if (places.size() > MAX_GUESSED_DOTS) {
      found.add(label.replace('_', '.'));
      return;
    }
    for (int mask = (1 << places.size()) - 1; mask > 0; mask--) {
      var key = new StringBuilder(label);
      for (int i = 0; i < places.size(); i++) {
        if ((mask & 1 << i) != 0) {
          key.setCharAt(places.get(i), '.');
        }
      }
      found.add(key.toString());
    }
  }
}
