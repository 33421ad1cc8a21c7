package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Frame;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Cleans names of the JVM: generated classes and methods get the name of what they stand for. */
final class JavaNames {

  private record Rule(Pattern pattern, String replacement) {
    Rule(String regex, String replacement) {
      this(Pattern.compile(regex), replacement);
    }
  }

  /** Frames that changed between JDK versions or are glue: they would split one bug. */
  private static final List<String> GLUE_PACKAGES =
      List.of("java.lang.reflect.", "jdk.internal.reflect.", "java.lang.invoke.", "sun.reflect.");

  private static final Pattern GLUE_CLASS =
      Pattern.compile(
          "(?:^|[.$])(?:Generated(?:Method|Constructor|SerializationConstructor)Accessor\\d*)$"
              + "|\\$quarkusrest\\w{0,40}\\$|\\$\\$function\\$\\$\\d+$|(?:^|\\.)\\$Proxy\\d+$"
              + "|^jdk\\.proxy\\d+\\.|\\$\\$FastClassBy\\w{0,40}\\$\\$|_Bean$|_Arc[A-Z]\\w{0,30}$");

  private static final List<Rule> CLASS_RULES =
      List.of(
          new Rule("\\$\\$Lambda.*$", ""),
          new Rule("\\$\\$(?:Enhancer|FastClass)By\\w{0,60}\\$\\$[0-9a-fA-F]{1,16}.*$", ""),
          new Rule("\\$\\$SpringCGLIB\\$\\$\\d+.*$", ""),
          new Rule("\\$\\$\\w{0,60}CGLIB\\$\\$[0-9a-fA-F]{1,16}.*$", ""),
          new Rule("_\\$\\$_javassist(?:_seam)?_\\d+$", ""),
          new Rule("_\\$\\$_jvst[0-9a-f_]{1,20}$", ""),
          new Rule("\\$HibernateProxy\\$\\w{1,20}$", ""),
          new Rule("\\$ByteBuddy\\$\\w{1,20}$", ""),
          new Rule("\\$Proxy\\$_\\$\\$_Weld(?:ClientProxy|Subclass)?$", ""),
          new Rule("\\$MockitoMock\\$\\d+$", ""),
          new Rule("_(?:ClientProxy|Subclass)$", ""));

  private static final List<Rule> FUNCTION_RULES =
      List.of(
          new Rule("^(lambda\\$.{1,200})\\$\\d+$", "$1"),
          new Rule("\\$\\$superforward\\d*$", ""),
          new Rule("\\$\\$function\\$\\$\\d+$", ""),
          new Rule("^access\\$\\d+$", "access"),
          new Rule("\\$fn__\\d+", "\\$fn"),
          new Rule("^CGLIB\\$(.{1,200})\\$\\d+$", "$1"));

  private static final Pattern CLOJURE = Pattern.compile("\\$fn__\\d+|__\\d{2,9}");
  private static final Set<String> DISPATCHERS =
      Set.of("run", "call", "apply", "accept", "get", "invoke", "execute", "handle", "test");

  private JavaNames() {}

  static FrameKey key(Frame frame) {
    var module = frame.module();
    var function = frame.function();
    if (function == null) {
      return FrameKey.silent("function is not known");
    }
    if (module == null) {
      return FrameKey.of(function(function), false);
    }
    for (var glue : GLUE_PACKAGES) {
      if (module.startsWith(glue)) {
        return FrameKey.silent("reflection and method handles differ between JDK versions");
      }
    }
    if (GLUE_CLASS.matcher(module).find()) {
      return FrameKey.silent("generated class");
    }
    var cleaned = function(function);
    if (cleaned.equals("access") || cleaned.equals("invokeSuspend")) {
      return cleaned.equals("access")
          ? FrameKey.silent("accessor made by the compiler")
          : FrameKey.of(type(module), false);
    }
    var dispatcher = cleaned.startsWith("lambda$") || DISPATCHERS.contains(cleaned);
    return FrameKey.of(type(module) + " " + cleaned, dispatcher);
  }

  /** The class as it stands in the source; the index of an anonymous class stays. */
  static String type(String module) {
    var type = module;
    for (var rule : CLASS_RULES) {
      type = rule.pattern().matcher(type).replaceFirst(rule.replacement());
    }
    return CLOJURE.matcher(type).replaceAll("");
  }

  /** The method as it stands in the source; a lambda keeps the method around it. */
  static String function(String function) {
    var name = function;
    for (var rule : FUNCTION_RULES) {
      name = rule.pattern().matcher(name).replaceFirst(rule.replacement());
    }
    return name;
  }
}
