package dev.forja.models;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point downward: configurations, models of tensors, then texts and files. */
@AnalyzeClasses(packages = "dev.forja.models", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule CONFIGURATIONS_KNOW_NO_TENSORS =
      noClasses()
          .that()
          .resideInAPackage("dev.forja.models.config")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.forja.tensor",
              "dev.forja.module",
              "dev.forja.models",
              "..models.encoder",
              "..models.decoder",
              "..models.part");

  @ArchTest
  static final ArchRule MODELS_KNOW_NO_TEXTS_AND_NO_FILES =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.forja.models.encoder", "dev.forja.models.decoder", "dev.forja.models.part")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.forja.models", "dev.forja.tokenizers", "dev.forja.io", "java.nio.file");

  @ArchTest
  static final ArchRule TEMPLATES_KNOW_NOTHING_ELSE =
      noClasses()
          .that()
          .resideInAPackage("dev.forja.models.jinja")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.forja.models",
              "..models.config",
              "..models.decoder",
              "dev.forja.tensor..",
              "dev.forja.tokenizers..",
              "java.nio.file",
              "java.lang.reflect");

  @ArchTest
  static final ArchRule NOTHING_KNOWS_ONNX =
      noClasses()
          .that()
          .doNotHaveSimpleName("RealModel")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.forja.onnx..");
}
