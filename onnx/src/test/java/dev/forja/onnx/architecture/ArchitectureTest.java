package dev.forja.onnx.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.forja.onnx.OnnxFile;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reading and writing graphs do not depend on each other, on layers or on kernels. */
class ArchitectureTest {
  private static final String HOME = "dev.forja.onnx";
  private static final String EXPORT = HOME + ".exporter";
  private static final String OPERATORS = HOME + ".operators";
  private static final String GRAPH = HOME + ".graph";
  private static final String SOURCE = HOME + ".source";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(
              Set.of(
                  Location.of(OnnxFile.class.getProtectionDomain().getCodeSource().getLocation())));

  @Test
  void theClassFilesWereReadAndEveryPackageIsARoom() {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    assertThat(packages).containsExactlyInAnyOrder(HOME, EXPORT, GRAPH, OPERATORS, SOURCE);
  }

  @Test
  void readingAndWritingDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(HOME)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(EXPORT)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(EXPORT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HOME, GRAPH, OPERATORS, SOURCE)
        .check(CLASSES);
  }

  /** The reader makes modules of graphs, so it knows what a module is, but no layer. */
  @Test
  void graphsAreReadIntoModulesAndTensors() {
    classes()
        .that()
        .resideInAPackage(HOME)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            HOME,
            GRAPH,
            OPERATORS,
            SOURCE,
            "dev.forja",
            "dev.forja.spi",
            "dev.forja.array",
            "dev.forja.io",
            "dev.forja.module",
            "dev.forja.tensor",
            "ai.onnx.proto",
            "com.google.protobuf",
            "java..",
            "javax.lang.model",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  /** A graph is made simpler without knowing files or modules. */
  @Test
  void graphsAreMadeSimplerByOperators() {
    classes()
        .that()
        .resideInAPackage(GRAPH)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            GRAPH,
            OPERATORS,
            "dev.forja.array",
            "dev.forja.tensor",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  /** Source is written from a graph; layers are only named in it. */
  @Test
  void sourceIsWrittenFromGraphs() {
    classes()
        .that()
        .resideInAPackage(SOURCE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            SOURCE,
            GRAPH,
            OPERATORS,
            "dev.forja.array",
            "dev.forja.tensor",
            "java..",
            "javax.lang.model",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  /** Operators know neither files nor modules. */
  @Test
  void operatorsComputeWithTensors() {
    classes()
        .that()
        .resideInAPackage(OPERATORS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            OPERATORS,
            "dev.forja.array",
            "dev.forja.op",
            "dev.forja.tensor",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  /** They depend on no layer and no kernel: each op has one rule, whichever layer issued it. */
  @Test
  void graphsAreWrittenFromTracesAndOps() {
    classes()
        .that()
        .resideInAPackage(EXPORT)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            EXPORT,
            "dev.forja.array",
            "dev.forja.op",
            "dev.forja.tensor",
            "dev.forja.io",
            "dev.forja.trace",
            "ai.onnx.proto",
            "com.google.protobuf",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }
}
