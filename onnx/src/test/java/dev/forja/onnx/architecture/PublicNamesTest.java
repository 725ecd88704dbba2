package dev.forja.onnx.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.forja.Forward;
import dev.forja.Invoker;
import dev.forja.onnx.OnnxFile;
import dev.forja.tensor.Tensor;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public names and signatures of all modules that users call: no name needs backticks in Kotlin
 * or Scala, no two types have the same name, and no number can be mistaken for another.
 */
class PublicNamesTest {
  /** Hard keywords of Kotlin, and keywords of Scala 2 and 3. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract as break case catch class continue def do else enum export extends false final"
                  + " finally for forSome fun given if implicit import in interface is lazy match new"
                  + " null object override package private protected return sealed super then this"
                  + " throw trait true try type typealias typeof val var when while with yield")
              .split(" "));

  /**
   * Annotations are exempt, because they are used only on Java classes, which annotation processors
   * read.
   */
  private static final Set<String> ALLOWED = Set.of("dev.forja.Forward.as()");

  private static final Set<Class<?>> NUMBERS =
      Set.of(
          int.class,
          long.class,
          float.class,
          double.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class);

  private static final List<JavaClass> SEEN =
      new ClassFileImporter()
              .importLocations(
                  Set.of(home(Forward.class), home(Tensor.class), home(OnnxFile.class)))
              .stream()
              .filter(each -> !each.getPackageName().startsWith("dev.forja.kernel"))
              .filter(PublicNamesTest::isSeen)
              .toList();

  private static Location home(Class<?> type) {
    return Location.of(type.getProtectionDomain().getCodeSource().getLocation());
  }

  private static boolean isSeen(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicNamesTest::isSeen).orElse(true);
  }

  private static boolean isSeen(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  /** Whether a class belongs to an invoker and is always named with it: Linear.Args. */
  private static boolean isPartOfAnInvoker(JavaClass type) {
    Optional<JavaClass> outer = type.getEnclosingClass();
    return outer.isPresent() && outer.get().isAssignableTo(Invoker.class);
  }

  @Test
  void allModulesWereRead() {
    assertThat(SEEN)
        .extracting(JavaClass::getName)
        .contains("dev.forja.Forward", "dev.forja.nn.Linear", "dev.forja.onnx.OnnxFile")
        .hasSizeGreaterThan(300);
  }

  @Test
  void noNameIsAKeywordOfKotlinOrScala() {
    List<String> keywords = new ArrayList<>();
    for (JavaClass type : SEEN) {
      Stream<String> names =
          Stream.concat(
              Stream.of(type.getSimpleName()), Arrays.stream(type.getPackageName().split("\\.")));
      names.filter(KEYWORDS::contains).forEach(name -> keywords.add(type.getName() + ": " + name));
      type.getMembers().stream()
          .filter(PublicNamesTest::isSeen)
          .filter(member -> KEYWORDS.contains(member.getName()))
          .filter(member -> !ALLOWED.contains(member.getFullName()))
          .forEach(member -> keywords.add(member.getFullName()));
    }
    assertThat(keywords).isEmpty();
  }

  @Test
  void noTwoTypesShareASimpleName() {
    Map<String, Set<String>> named = new TreeMap<>();
    SEEN.stream()
        .filter(type -> !isPartOfAnInvoker(type))
        .forEach(
            type ->
                named
                    .computeIfAbsent(type.getSimpleName(), _ -> new TreeSet<>())
                    .add(type.getName()));
    assertThat(named.values()).filteredOn(types -> types.size() > 1).isEmpty();
  }

  @Test
  void noRecordHoldsAnArray() {
    assertThat(SEEN)
        .filteredOn(JavaClass::isRecord)
        .hasSizeGreaterThan(100)
        .flatExtracting(type -> List.of(type.reflect().getRecordComponents()))
        .filteredOn(component -> component.getType().isArray())
        .isEmpty();
  }

  /** As in {@code full(2, 3, 7)}, if the value came first and the sizes after it. */
  @Test
  void noNumberStandsBesideNumbersOfVariableArity() {
    List<Executable> traps =
        SEEN.stream()
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(PublicNamesTest::isSeen)
            .filter(unit -> !unit.getName().equals("<clinit>"))
            .map(unit -> (Executable) unit.reflect())
            .filter(Executable::isVarArgs)
            .filter(PublicNamesTest::isTrap)
            .toList();
    assertThat(traps).isEmpty();
  }

  private static boolean isTrap(Executable method) {
    Class<?>[] types = method.getParameterTypes();
    int last = types.length - 1;
    return last > 0
        && NUMBERS.contains(types[last].getComponentType())
        && NUMBERS.contains(types[last - 1]);
  }
}
