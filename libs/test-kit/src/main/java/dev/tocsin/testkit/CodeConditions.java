package dev.tocsin.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullMarked;

/** Conditions about code that ArchUnit has no words for. */
final class CodeConditions {

  private CodeConditions() {}

  /** Simple name of the top-level class around {@code type}: nested ones play its part. */
  static String outermost(JavaClass type) {
    var current = type;
    while (current.getEnclosingClass().isPresent()) {
      current = current.getEnclosingClass().get();
    }
    return current.getSimpleName();
  }

  /** Met by a class that touches a {@code *Row} without being the row's store or another row. */
  static ArchCondition<JavaClass> useRowsOfOthers() {
    return condition(
        "use the rows of others",
        (type, report) -> {
          var name = outermost(type);
          type.getDirectDependenciesFromSelf().stream()
              .filter(use -> isRow(use.getTargetClass()))
              .filter(use -> !outermost(use.getTargetClass()).equals(name))
              .filter(
                  use ->
                      !(name.endsWith("Store") || name.endsWith("Row"))
                          || !use.getTargetClass().getPackageName().equals(type.getPackageName()))
              .forEach(use -> report.say(use.getDescription()));
        });
  }

  /** Met by a class that asks the machine for the time or for chance. */
  static ArchCondition<JavaClass> readTheWallClockOrDice() {
    return condition(
        "read the wall clock or throw dice",
        (type, report) -> {
          type.getMethodCallsFromSelf().stream()
              .filter(
                  call ->
                      readsClock(
                          call.getTargetOwner(),
                          call.getName(),
                          call.getTarget().getRawParameterTypes().isEmpty()))
              .forEach(call -> report.say(call.getDescription()));
          type.getConstructorCallsFromSelf().stream()
              .filter(call -> call.getTargetOwner().isEquivalentTo(Random.class))
              .filter(call -> call.getTarget().getRawParameterTypes().isEmpty())
              .forEach(call -> report.say(call.getDescription()));
        });
  }

  /** Met by a class with an {@link Optional} as field or parameter. */
  static ArchCondition<JavaClass> takeOrHoldOptional() {
    return condition(
        "take or hold an Optional",
        (type, report) -> {
          type.getFields().stream()
              .filter(field -> field.getRawType().isEquivalentTo(Optional.class))
              .forEach(field -> report.say(field.getDescription()));
          type.getCodeUnits().stream()
              .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
              .filter(CodeConditions::takesOptional)
              .forEach(unit -> report.say(unit.getDescription()));
        });
  }

  /** Met by a class whose package has no {@code package-info.java} with {@link NullMarked}. */
  static ArchCondition<JavaClass> lackNullMarkedPackage() {
    return condition(
        "lack a package marked for null checks",
        (type, report) -> {
          if (type.getPackage().tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
            report.say(type.getPackageName() + " has no package-info.java with @NullMarked");
          }
        });
  }

  private static boolean isRow(JavaClass type) {
    return type.getPackageName().startsWith("dev.tocsin") && outermost(type).endsWith("Row");
  }

  private static boolean takesOptional(JavaCodeUnit unit) {
    return unit.getRawParameterTypes().stream().anyMatch(t -> t.isEquivalentTo(Optional.class));
  }

  private static boolean readsClock(JavaClass owner, String method, boolean noArguments) {
    return switch (method) {
      case "now" -> owner.getPackageName().equals("java.time") && noArguments;
      case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
      case "systemUTC", "systemDefaultZone", "tickSeconds" -> owner.isEquivalentTo(Clock.class);
      case "random" -> owner.isEquivalentTo(Math.class);
      default -> false;
    };
  }

  private static ArchCondition<JavaClass> condition(
      String description, BiConsumer<JavaClass, Report> check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.accept(type, new Report(type, events));
      }
    };
  }

  /** Collects what was found in one class. */
  private record Report(JavaClass type, ConditionEvents events) {
    void say(String finding) {
      events.add(SimpleConditionEvent.satisfied(type, finding));
    }
  }
}
