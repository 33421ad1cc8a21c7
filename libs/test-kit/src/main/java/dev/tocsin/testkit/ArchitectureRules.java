package dev.tocsin.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules about structure that every service keeps, each with its reason. */
public final class ArchitectureRules {

  private static final Set<String> EDGES =
      Set.of("Resource", "Consumer", "Job", "Store", "Publisher", "Client", "Row", "Config");

  private static final String[] FRAMEWORKS = {
    "jakarta..", "io.quarkus..", "io.smallrye..", "io.vertx..", "org.apache.kafka.."
  };

  private static final String NAMES_THAT_SAY_NOTHING = ".*(Util|Utils|Helper|Manager|Impl|DTO|Dto)";

  private ArchitectureRules() {}

  /** Checks the main classes below {@code basePackage}, such as {@code dev.tocsin.slo}. */
  public static void check(String basePackage) {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(basePackage);
    if (classes.isEmpty()) {
      throw new AssertionError("no classes below " + basePackage);
    }
    var broken = violations(basePackage, classes);
    if (!broken.isEmpty()) {
      throw new AssertionError(String.join("\n\n", broken));
    }
  }

  static List<String> violations(String base, JavaClasses classes) {
    var broken = new ArrayList<String>();
    for (var rule : rules(base, classes)) {
      var result = rule.allowEmptyShould(true).evaluate(classes);
      if (result.hasViolation()) {
        broken.add(result.getFailureReport().toString());
      }
    }
    return broken;
  }

  private static List<ArchRule> rules(String base, JavaClasses classes) {
    return List.of(
        slices()
            .matching(base + ".(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage(base + ".runtime.."), alwaysTrue())
            .because("a cycle is one feature under two names"),
        noClasses()
            .that(core(base))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .because("decisions must run in a plain unit test"),
        classes()
            .should(not(CodeConditions.useRowsOfOthers()))
            .because("tables stay changeable when only the store beside a row knows it"),
        noClasses()
            .that(outsideRuntime(base))
            .should(CodeConditions.readTheWallClockOrDice())
            .because("tests move time and repeat chance: take a java.time.Clock"),
        noClasses()
            .that(notBeside(classes, "SegmentStore"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.duckdb..")
            .because("native code stays in one place"),
        noClasses()
            .should()
            .haveNameMatching(NAMES_THAT_SAY_NOTHING)
            .because("a name that says nothing collects everything"),
        noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Date.class)
            .because("java.time says what it means"),
        classes()
            .should(not(CodeConditions.takeOrHoldOptional()))
            .because("a field or parameter that may be missing is @Nullable"),
        classes()
            .should(not(CodeConditions.lackNullMarkedPackage()))
            .because("null is checked only where the package says so"));
  }

  private static DescribedPredicate<JavaClass> core(String base) {
    return describe(
        "are core (no edge suffix)",
        type ->
            outsideRuntime(base).test(type)
                && !resideInAPackage(base + ".check.*..").test(type)
                && EDGES.stream().noneMatch(CodeConditions.outermost(type)::endsWith));
  }

  private static DescribedPredicate<JavaClass> outsideRuntime(String base) {
    return DescribedPredicate.not(resideInAPackage(base + ".runtime.."));
  }

  private static DescribedPredicate<JavaClass> notBeside(JavaClasses classes, String name) {
    var homes =
        classes.stream()
            .filter(type -> type.getSimpleName().equals(name))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toUnmodifiableSet());
    return describe(
        "are outside the package of " + name,
        type -> homes.stream().noneMatch(home -> type.getPackageName().startsWith(home)));
  }
}
