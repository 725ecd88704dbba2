package dev.forja.processor.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.forja.processor.ForwardProcessor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The dependencies of the processor's packages: {@code read} and {@code write} depend on the
 * records of {@code model} and not on each other; {@code model} depends on neither of them, nor on
 * a compiler.
 */
class ArchitectureTest {
  private static final String HOME = "dev.forja.processor";
  private static final String MODEL = HOME + ".model";
  private static final String READ = HOME + ".read";
  private static final String WRITE = HOME + ".write";
  private static final String PROVE = HOME + ".prove";
  private static final String CHECKPOINT = HOME + ".checkpoint";

  private static final DescribedPredicate<JavaClass> JAVA_AND_JAVAPOET =
      resideInAnyPackage(
              "java.lang..", "java.util..", "com.palantir.javapoet", "org.jspecify.annotations")
          .or(nameMatching("(\\[L)?javax\\.lang\\.model\\.element\\.Modifier;?"))
          .as("the JDK's basics, JavaPoet and modifiers");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(
              Set.of(
                  Location.of(
                      ForwardProcessor.class.getProtectionDomain().getCodeSource().getLocation())));

  @Test
  void theClassFilesWereReadAndEveryPackageIsARoom() {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    assertThat(packages).containsExactlyInAnyOrder(HOME, CHECKPOINT, MODEL, PROVE, READ, WRITE);
  }

  @Test
  void theModelKnowsNoRoomAndNoCompiler() {
    classes()
        .that()
        .resideInAPackage(MODEL)
        .should()
        .onlyDependOnClassesThat(resideInAPackage(MODEL).or(JAVA_AND_JAVAPOET))
        .check(CLASSES);
  }

  /**
   * It may name the types of the contract, and the one message for code that cannot be compiled.
   */
  @Test
  void theWriterAsksTheCompilerNothingAndReportsNothing() {
    classes()
        .that()
        .resideInAPackage(WRITE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(WRITE, MODEL, "dev.forja", "dev.forja.spi")
                .or(JAVA_AND_JAVAPOET)
                .or(name(HOME + ".Refusal")))
        .check(CLASSES);
  }

  @Test
  void theProofAndTheOtherRoomsDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(PROVE)
        .should()
        .dependOnClassesThat(resideInAnyPackage(MODEL, READ, WRITE))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(MODEL, READ, WRITE)
        .should()
        .dependOnClassesThat(resideInAPackage(PROVE))
        .check(CLASSES);
  }

  /** It compares the names in a file with other names; the origin of those is not its concern. */
  @Test
  void theComparisonWithFilesKnowsTheModelAlone() {
    noClasses()
        .that()
        .resideInAPackage(CHECKPOINT)
        .should()
        .dependOnClassesThat(resideInAnyPackage(PROVE, READ, WRITE))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(MODEL, READ, WRITE)
        .should()
        .dependOnClassesThat(resideInAPackage(CHECKPOINT))
        .check(CLASSES);
  }

  @Test
  void theReaderDoesNotKnowTheWriter() {
    noClasses()
        .that()
        .resideInAPackage(READ)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(WRITE)
        .check(CLASSES);
  }

  /**
   * All messages and the report are below the other packages; only the processor itself is above
   * them.
   */
  @Test
  void messagesKnowNoRoom() {
    noClasses()
        .that()
        .resideInAPackage(HOME)
        .and(name(ForwardProcessor.class.getName()).negate())
        .and()
        .haveNameNotMatching(".*ForwardProcessor\\$.*")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODEL, READ, WRITE)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(MODEL, READ, WRITE)
        .should()
        .dependOnClassesThat(name(ForwardProcessor.class.getName()))
        .check(CLASSES);
  }

  /** A report also shows problems at locations in code. */
  @Test
  void onlyTheReaderAndTheProofLookIntoTheTreesOfACompiler() {
    noClasses()
        .that()
        .resideOutsideOfPackages(READ, PROVE)
        .and()
        .haveNameNotMatching(".*\\.Report(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.source..")
        .check(CLASSES);
  }

  @Test
  void ofOurOwnOnlyTheContractIsKnown() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.forja..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage("dev.forja", "dev.forja.spi", HOME + "..")))
                .as("a runtime"))
        .check(CLASSES);
  }
}
