package dev.tocsin.slo.openslo;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Splits a text into documents without constructing anything. Collections may not be aliased at
 * all, so a text can never grow while it is read.
 */
final class YamlDocuments {

  static final int MAX_CHARACTERS = 256 * 1024;
  static final int MAX_DOCUMENTS = 100;
  private static final int MAX_DEPTH = 20;

  private YamlDocuments() {}

  /** The mappings of {@code text}; what cannot be read is recorded and left out. */
  static List<YamlObject> read(String text, Findings findings) {
    if (text.length() > MAX_CHARACTERS) {
      findings.error(body(1, "have at most " + MAX_CHARACTERS + " characters"));
      return List.of();
    }
    var nodes = new ArrayList<Node>();
    try {
      for (Node node : yaml().composeAll(new StringReader(text))) {
        if (nodes.size() == MAX_DOCUMENTS) {
          findings.error(body(line(node), "hold at most " + MAX_DOCUMENTS + " documents"));
          return List.of();
        }
        nodes.add(node);
      }
    } catch (MarkedYAMLException broken) {
      var mark = broken.getProblemMark();
      findings.error(body(mark == null ? 1 : mark.getLine() + 1, "be well-formed YAML"));
      return List.of();
    } catch (YAMLException refused) {
      findings.error(
          body(1, "be YAML without aliases of collections and nested at most " + MAX_DEPTH));
      return List.of();
    }
    return objects(nodes, findings);
  }

  private static List<YamlObject> objects(List<Node> nodes, Findings findings) {
    var objects = new ArrayList<YamlObject>();
    for (int i = 0; i < nodes.size(); i++) {
      String path = nodes.size() == 1 ? "" : "documents[" + i + "]";
      String name = "document " + (i + 1);
      if (nodes.get(i) instanceof MappingNode mapping) {
        objects.add(new YamlObject(mapping, path, name, findings));
      } else {
        findings.error(
            new Finding(
                line(nodes.get(i)), name, path.isEmpty() ? "(body)" : path, "be an object"));
      }
    }
    if (nodes.isEmpty()) {
      findings.error(body(1, "hold at least one document"));
    }
    return objects;
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setAllowRecursiveKeys(false);
    return new Yaml(new SafeConstructor(options));
  }

  private static Finding body(int line, String rule) {
    return new Finding(line, "upload", "(body)", rule);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
