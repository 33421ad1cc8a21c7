package dev.tocsin.slo.openslo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a document that knows its lines. Getters answer null for what is absent and record
 * an error for what has the wrong shape; nothing is ever constructed from a tag.
 */
final class YamlObject {

  private final MappingNode node;
  private final String path;
  private final String object;
  private final Findings findings;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  YamlObject(MappingNode node, String path, String object, Findings findings) {
    this.node = node;
    this.path = path;
    this.object = object;
    this.findings = findings;
    for (var tuple : node.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      int line = line(tuple.getKeyNode());
      if (values.put(key, tuple.getValueNode()) != null) {
        findings.error(new Finding(line, object, at(key), "be given once only"));
      }
      lines.put(key, line);
    }
  }

  /** The same mapping under another name for messages. */
  YamlObject named(String name) {
    return new YamlObject(node, path, name, findings);
  }

  /** Every key that is not listed is an error. */
  YamlObject only(String... known) {
    var allowed = List.of(known);
    values.keySet().stream()
        .filter(key -> !allowed.contains(key))
        .forEach(key -> error(key, "not be there: no such field is known"));
    return this;
  }

  boolean has(String key) {
    Node value = values.get(key);
    return value != null && !Tag.NULL.equals(value.getTag());
  }

  @Nullable String text(String key) {
    if (!has(key)) {
      return null;
    }
    if (values.get(key) instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    error(key, "be a single value");
    return null;
  }

  /** Text that must be there. */
  @Nullable String requiredText(String key, int maxLength) {
    if (!has(key)) {
      error(key, "be present");
      return null;
    }
    String text = text(key);
    if (text != null && (text.isBlank() || text.length() > maxLength)) {
      error(key, "be a text of 1 to " + maxLength + " characters");
      return null;
    }
    return text == null || storable(key, text) ? text : null;
  }

  @Nullable String optionalText(String key, int maxLength) {
    return has(key) ? requiredText(key, maxLength) : null;
  }

  @Nullable YamlObject object(String key) {
    if (!has(key)) {
      return null;
    }
    if (values.get(key) instanceof MappingNode mapping) {
      return new YamlObject(mapping, at(key), object, findings);
    }
    error(key, "be an object");
    return null;
  }

  @Nullable YamlObject requiredObject(String key) {
    if (!has(key)) {
      error(key, "be present");
      return null;
    }
    return object(key);
  }

  /** The only element of a list that must hold exactly one object. */
  @Nullable YamlObject single(String key) {
    if (!has(key)) {
      error(key, "be present");
      return null;
    }
    if (values.get(key) instanceof SequenceNode list
        && list.getValue().size() == 1
        && list.getValue().getFirst() instanceof MappingNode mapping) {
      return new YamlObject(mapping, at(key) + "[0]", object, findings);
    }
    error(key, "be a list of exactly one object");
    return null;
  }

  boolean isEmptyList(String key) {
    return values.get(key) instanceof SequenceNode list && list.getValue().isEmpty();
  }

  /** A map of texts; with {@code lists} a value may also be a list of texts. */
  Map<String, List<String>> texts(String key, boolean lists) {
    YamlObject map = object(key);
    var result = new LinkedHashMap<String, List<String>>();
    if (map != null) {
      map.values.forEach(
          (name, value) -> {
            List<String> texts = map.textsOf(name, value, lists);
            if (texts != null
                && map.storable(name, name)
                && texts.stream().allMatch(t -> map.storable(name, t))) {
              result.put(name, texts);
            }
          });
    }
    return result;
  }

  private @Nullable List<String> textsOf(String key, Node value, boolean lists) {
    if (value instanceof ScalarNode scalar) {
      return List.of(scalar.getValue());
    }
    if (lists && value instanceof SequenceNode list) {
      var texts = new ArrayList<String>();
      for (Node element : list.getValue()) {
        if (element instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        } else {
          error(key, "be a text or a list of texts");
          return null;
        }
      }
      return texts;
    }
    error(key, lists ? "be a text or a list of texts" : "be a text");
    return null;
  }

  /** YAML can escape what PostgreSQL cannot keep. */
  private boolean storable(String key, String text) {
    if (text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return true;
    }
    error(key, "hold neither a zero character nor half a surrogate pair");
    return false;
  }

  void error(String key, String rule) {
    findings.error(new Finding(lineOf(key), object, at(key), rule));
  }

  void warning(String key, String rule) {
    findings.warning(new Finding(lineOf(key), object, at(key), rule));
  }

  int lineOf(String key) {
    return lines.getOrDefault(key, line(node));
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
