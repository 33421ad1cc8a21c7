package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.ExceptionEvent;
import dev.tocsin.exceptions.event.Frame;
import dev.tocsin.exceptions.grouping.GroupingMechanism.InAppVerdict;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which frames are application code. First answer wins: what the SDK said (unless it called
 * every frame of the event foreign, which only a misconfigured one does), the tables below,
 * otherwise application.
 */
final class InApp {

  private static final List<String> JAVA_LIBRARIES =
      List.of(
          "java.",
          "javax.",
          "jakarta.",
          "jdk.",
          "sun.",
          "com.sun.",
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.",
          "org.codehaus.groovy.",
          "clojure.",
          "io.quarkus.",
          "io.smallrye.",
          "io.vertx.",
          "io.netty.",
          "io.undertow.",
          "org.jboss.",
          "org.hibernate.",
          "org.springframework.",
          "org.apache.",
          "org.eclipse.",
          "com.fasterxml.",
          "io.micrometer.",
          "io.opentelemetry.",
          "io.sentry.",
          "io.agroal.",
          "reactor.",
          "rx.",
          "okhttp3.",
          "com.zaxxer.",
          "org.postgresql.",
          "org.junit.",
          "mutiny.zero.");

  private static final Pattern PYTHON_LIBRARY =
      Pattern.compile("(?:^|[/\\\\])(?:site-packages|dist-packages)[/\\\\]");
  private static final Pattern PYTHON_STANDARD =
      Pattern.compile("[/\\\\](?:lib|Lib|lib64)[/\\\\]python[0-9.]{1,6}[/\\\\]|^<frozen ");
  private static final Pattern SCRIPT_LIBRARY = Pattern.compile("(?:^|[/\\\\])node_modules[/\\\\]");
  private static final Pattern SCRIPT_RUNTIME = Pattern.compile("^(?:node:|internal/|bun:|deno:)");
  private static final Pattern SCRIPT_EXTENSION =
      Pattern.compile("^(?:chrome|moz|safari|safari-web|ms-browser)-extension:");
  private static final Pattern SCRIPT_CDN =
      Pattern.compile(
          "^https?://(?:cdn\\.jsdelivr\\.net|unpkg\\.com|cdnjs\\.cloudflare\\.com|esm\\.sh"
              + "|ajax\\.googleapis\\.com|www\\.googletagmanager\\.com"
              + "|code\\.jquery\\.com|js\\.stripe\\.com)/");
  private static final Pattern GO_LIBRARY = Pattern.compile("/pkg/mod/|(?:^|/)vendor/");

  private final boolean trustSdk;

  private InApp(boolean trustSdk) {
    this.trustSdk = trustSdk;
  }

  static InApp of(ExceptionEvent event) {
    var said =
        Stream.concat(
                event.exceptions().stream().flatMap(each -> each.frames().stream()),
                event.threads().stream().flatMap(each -> each.frames().stream()))
            .map(Frame::inApp)
            .toList();
    return new InApp(!said.stream().allMatch(Boolean.FALSE::equals));
  }

  boolean test(Frame frame) {
    return verdict(frame).inApp();
  }

  InAppVerdict verdict(Frame frame) {
    var said = frame.inApp();
    if (said != null && trustSdk) {
      return new InAppVerdict(said, "the SDK says " + (said ? "application" : "library"));
    }
    var library = library(frame);
    return library == null
        ? new InAppVerdict(true, "no rule names it a library")
        : new InAppVerdict(false, library);
  }

  private static @Nullable String library(Frame frame) {
    return switch (Platform.of(frame)) {
      case JAVA -> java(frame);
      case JAVASCRIPT -> script(frame);
      case PYTHON -> python(frame);
      case GO -> go(frame);
      case OTHER -> null;
    };
  }

  private static @Nullable String java(Frame frame) {
    var module = frame.module();
    if (module == null) {
      return null;
    }
    for (var prefix : JAVA_LIBRARIES) {
      if (module.startsWith(prefix)) {
        return "Java library " + prefix + "*";
      }
    }
    return null;
  }

  private static @Nullable String script(Frame frame) {
    if (frame.nativeCode()) {
      return "code of the JavaScript engine";
    }
    for (var place : places(frame)) {
      if (SCRIPT_LIBRARY.matcher(place).find()) {
        return "installed package (node_modules)";
      }
      if (SCRIPT_RUNTIME.matcher(place).find()) {
        return "part of the JavaScript runtime";
      }
      if (SCRIPT_EXTENSION.matcher(place).find()) {
        return "browser extension";
      }
      if (SCRIPT_CDN.matcher(place).find()) {
        return "loaded from a public library host";
      }
      if (place.equals("[native code]")) {
        return "code of the JavaScript engine";
      }
    }
    return null;
  }

  private static @Nullable String python(Frame frame) {
    for (var place : places(frame)) {
      if (PYTHON_LIBRARY.matcher(place).find()) {
        return "installed package (site-packages)";
      }
      if (PYTHON_STANDARD.matcher(place).find()) {
        return "Python standard library";
      }
    }
    return null;
  }

  private static @Nullable String go(Frame frame) {
    for (var place : places(frame)) {
      if (GO_LIBRARY.matcher(place).find()) {
        return "Go module outside the application";
      }
    }
    var module = frame.module();
    if (module == null || module.equals("main") || module.startsWith("main.")) {
      return null;
    }
    var first = module.split("/", 2)[0];
    return first.contains(".") ? null : "Go standard library";
  }

  private static List<String> places(Frame frame) {
    return Stream.of(frame.absPath(), frame.filename())
        .filter(each -> each != null)
        .map(each -> each)
        .toList();
  }
}
