package dev.tocsin.logs.redaction;

import dev.tocsin.problem.FieldErrors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * What a project wants.
 *
 * @param switches built-in rules that are not as by default, by label
 * @param own rules of its own, applied in this order after the built-in ones
 */
public record ProjectRules(Map<String, Boolean> switches, List<Own> own) {

  /** Nothing but the default. */
  public static final ProjectRules NONE = new ProjectRules(Map.of(), List.of());

  /**
   * A rule of a project.
   *
   * @param name its name, also in metrics
   * @param target "text" for all texts, "attribute" for whole values of attributes by name
   * @param pattern RE2 expression
   * @param replacement what stands for what was found; of no meaning for attributes
   */
  public record Own(String name, String target, String pattern, String replacement) {}

  /** Whether a built-in rule is on unless a project switches it. */
  public static boolean onByDefault(BuiltIn rule) {
    return Redactions.DEFAULT.contains(rule);
  }

  /** Whether a built-in rule is on. */
  public boolean on(BuiltIn rule) {
    return switches.getOrDefault(rule.label(), onByDefault(rule));
  }

  /** Makes the rules ready; what is wrong with one goes to {@code errors}, and it is left out. */
  public ByteRedaction compile(ByteRedaction.Hits hits, FieldErrors errors) {
    var builtIn = EnumSet.noneOf(BuiltIn.class);
    for (BuiltIn rule : BuiltIn.values()) {
      if (on(rule)) {
        builtIn.add(rule);
      }
    }
    var custom = new ArrayList<CustomRule>();
    for (Own rule : own) {
      var target =
          rule.target().equals("attribute") ? CustomRule.Target.ATTRIBUTE : CustomRule.Target.TEXT;
      var compiled = CustomRule.of(rule.name(), target, rule.pattern(), rule.replacement(), errors);
      if (compiled != null) {
        custom.add(compiled);
      }
    }
    return new ByteRedaction(builtIn, custom, hits);
  }
}
