package dev.forja.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.forja.Invoker;
import dev.forja.op.Op;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers of the library: each package knows only those named before it. */
class ArchitectureTest {
  private static final List<String> FLOORS =
      List.of(
          "json", "kernel", "array", "op", "tensor", "io", "module", "nn", "optim", "trace", "data",
          "train");

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importLocations(Set.of(home(Invoker.class), home(Tensor.class)));

  /**
   * The location to which the classes of a class's Maven module were compiled; tests are elsewhere.
   */
  private static Location home(Class<?> type) {
    return Location.of(type.getProtectionDomain().getCodeSource().getLocation());
  }

  @Test
  void theClassFilesWereReadAndEveryPackageIsAFloor() {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("dev.forja.") && !name.equals("dev.forja.spi"))
            .map(name -> name.substring("dev.forja.".length()).replaceAll("\\..*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages)
        .contains("kernel", "array", "op", "tensor", "io", "module", "nn", "optim", "trace", "data")
        .isSubsetOf(FLOORS);
    assertThat(CLASSES.get("dev.forja.module.NeuralModule").getMethods()).isNotEmpty();
  }

  @Test
  void eachFloorKnowsOnlyThoseBelow() {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      String self = FLOORS.get(floor);
      List<String> above = new ArrayList<>();
      FLOORS.subList(floor + 1, FLOORS.size()).forEach(name -> above.add(tree(name)));
      if (!above.isEmpty()) {
        noClasses()
            .that()
            .resideInAPackage(tree(self))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above.toArray(String[]::new))
            .allowEmptyShould(true)
            .check(CLASSES);
      }
    }
  }

  @Test
  void theCallContractIsKnownFromOpOn() {
    noClasses()
        .that()
        .resideInAnyPackage(tree("kernel"), tree("array"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.forja", "dev.forja.spi")
        .check(CLASSES);
  }

  @Test
  void theCallContractKnowsNoFloor() {
    classes()
        .that()
        .resideInAnyPackage("dev.forja", "dev.forja.spi")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.forja", "dev.forja.spi", "java..", "jdk.jfr..", "org.jspecify.."))
        .check(CLASSES);
  }

  @Test
  void onlyTheProviderOfKernelsKnowsTheirRooms() {
    noClasses()
        .that()
        .resideInAPackage("dev.forja.kernel")
        .and()
        .doNotHaveSimpleName("KernelProvider")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(rooms("scalar", "parallel", "conv", "norm", "vector"))
        .check(CLASSES);
  }

  @Test
  void plainLoopsAndVectorLoopsDoNotKnowEachOther() {
    knowsNone("dev.forja.kernel.scalar..", rooms("parallel", "vector"));
    knowsNone("dev.forja.kernel.parallel..", rooms("scalar", "vector"));
    knowsNone("dev.forja.kernel.vector..", rooms("scalar"));
    knowsNone("dev.forja.kernel.conv..", rooms("scalar", "vector"));
    knowsNone("dev.forja.kernel.norm..", rooms("scalar", "vector"));
    knowsNone(
        "dev.forja.kernel.arithmetic..", rooms("scalar", "vector", "parallel", "conv", "norm"));
  }

  /** Java leaves the last bits of these functions open; those of StrictMath it does not. */
  @Test
  void noResultDependsOnAFunctionWhoseBitsJavaLeavesOpen() {
    Set<String> open =
        Set.of(
            "exp", "expm1", "log", "log1p", "log10", "pow", "cbrt", "hypot", "sin", "cos", "tan",
            "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh");
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it leaves its last bits open",
                call ->
                    call.getTargetOwner().isEquivalentTo(Math.class)
                        && open.contains(call.getName())))
        .check(CLASSES);
  }

  @Test
  void theRoomsOfVectorKernelsKnowOnlyThoseBelow() {
    List<String> floors = List.of("base", "gemm", "elementwise", "rows", "conv", "attention");
    for (int floor = 0; floor < floors.size() - 1; floor++) {
      String[] above =
          floors.subList(floor + 1, floors.size()).stream()
              .map(room -> "dev.forja.kernel.vector." + room + "..")
              .toArray(String[]::new);
      knowsNone("dev.forja.kernel.vector." + floors.get(floor) + "..", above);
    }
  }

  private static void knowsNone(String self, String[] others) {
    noClasses()
        .that()
        .resideInAPackage(self)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(CLASSES);
  }

  private static String[] rooms(String... names) {
    return Stream.of(names).map(name -> "dev.forja.kernel." + name + "..").toArray(String[]::new);
  }

  @Test
  void onlyTheVectorKernelsKnowTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.forja.kernel.vector..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(CLASSES);
  }

  /** Calls inside {@code op} are those of an op to itself and to helpers. */
  @Test
  void opsRunInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.forja.op")
        .and()
        .doNotHaveSimpleName("OpRunner")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it runs an op",
                call ->
                    call.getTargetOwner().isAssignableTo(Op.class)
                        && Set.of("forward", "backward").contains(call.getName())))
        .check(CLASSES);
  }

  @Test
  void nothingUsesReflection() {
    DescribedPredicate<JavaClass> reflection =
        resideInAPackage("java.lang.reflect..").as("reflection");
    noClasses().should().dependOnClassesThat(reflection).check(CLASSES);
  }

  private static String tree(String floor) {
    return "dev.forja." + floor + "..";
  }
}
