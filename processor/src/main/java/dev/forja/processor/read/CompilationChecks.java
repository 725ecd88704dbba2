package dev.forja.processor.read;

import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.spi.BuiltWith;
import dev.forja.spi.Version;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * Checks of a whole compilation, whose problems are reported once, at the first model.
 *
 * @param said the problems that were already reported
 */
record CompilationChecks(Env env, Report report, Set<Problem> said) {
  private static final String ANNOTATIONS = "forja-annotations";

  void check(TypeElement model) {
    if (Classes.isOfJavac(model) && !env.sourceMembers().shown()) {
      reportOnce(model, Problem.COMPILER_HIDDEN);
    }
    String annotations = versionOfAnnotations();
    if (!annotations.equals(Version.NAME)) {
      reportOnce(model, Problem.VERSION_DIFFERS, Version.NAME, ANNOTATIONS, annotations);
    }
    for (String name : new BaseResolver(env).wanted(model).keySet()) {
      TypeElement base = Classes.find(env.elements(), name);
      Optional<String> library =
          base == null ? Optional.empty() : Annotations.text(base, BuiltWith.class, "value");
      library
          .filter(version -> !version.equals(Version.NAME))
          .ifPresent(
              version -> reportOnce(model, Problem.VERSION_DIFFERS, Version.NAME, name, version));
    }
  }

  /** The version on the class path, rather than the one that this processor was compiled with. */
  private String versionOfAnnotations() {
    TypeElement version = env.elements().getTypeElement(Version.class.getName());
    if (version != null) {
      for (VariableElement field : ElementFilter.fieldsIn(version.getEnclosedElements())) {
        if (field.getConstantValue() instanceof String name) {
          return name;
        }
      }
    }
    return "?";
  }

  private void reportOnce(TypeElement model, Problem problem, Object... args) {
    if (said.add(problem)) {
      report.at(model).report(problem, args);
    }
  }
}
