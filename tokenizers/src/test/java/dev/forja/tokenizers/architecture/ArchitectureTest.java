package dev.forja.tokenizers.architecture;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.forja.tokenizers.Tokenizer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Arrows between packages point downwards only. */
class ArchitectureTest {
  private static final String HOME = "dev.forja.tokenizers";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(
              Set.of(
                  Location.of(
                      Tokenizer.class.getProtectionDomain().getCodeSource().getLocation())));

  @Test
  void packagesKnowOnlyThoseBelow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("api")
        .definedBy(HOME)
        .layer("pipeline")
        .definedBy(HOME + ".pipeline")
        .layer("parts")
        .definedBy(
            HOME + ".model", HOME + ".split", HOME + ".post", HOME + ".decode", HOME + ".learn")
        .layer("normalize")
        .definedBy(HOME + ".normalize")
        .layer("regex")
        .definedBy(HOME + ".regex")
        .layer("base")
        .definedBy(HOME + ".text", HOME + ".json")
        .whereLayer("api")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("pipeline")
        .mayOnlyBeAccessedByLayers("api")
        .whereLayer("parts")
        .mayOnlyBeAccessedByLayers("api", "pipeline")
        .whereLayer("normalize")
        .mayOnlyBeAccessedByLayers("pipeline", "parts")
        .whereLayer("regex")
        .mayOnlyBeAccessedByLayers("normalize", "parts")
        .check(CLASSES);
  }
}
