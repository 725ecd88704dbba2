package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import dev.forja.Forward;
import dev.forja.processor.Report;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Names invokers: as {@code @Forward(invoker = ...)} says, else after the model. */
final class InvokerNames {
  static final String SUFFIX = "Invoker";

  private InvokerNames() {}

  static ClassName of(Env env, TypeElement model) {
    ClassName name = ClassName.get(model);
    String simple =
        given(env, model).stream()
            .filter(SourceVersion::isName)
            .filter(given -> given.indexOf('.') < 0)
            .findFirst()
            .orElseGet(() -> String.join("_", name.simpleNames()) + SUFFIX);
    return ClassName.get(name.packageName(), simple);
  }

  /** The names given on the methods of the class. */
  static List<String> given(Env env, TypeElement model) {
    return env.sourceMembers().methods(model).stream()
        .map(InvokerNames::given)
        .filter(name -> !name.isEmpty())
        .distinct()
        .collect(Collectors.toList());
  }

  /** Where the invoker is named: in the annotation, else on the class. */
  static Report.Location location(Env env, Report report, TypeElement model) {
    for (ExecutableElement method : env.sourceMembers().methods(model)) {
      if (!given(method).isEmpty()) {
        AnnotationMirror mark = Annotations.find(method, Forward.class).orElseThrow();
        return report.at(method, mark, Annotations.value(mark, "invoker"));
      }
    }
    return report.at(model);
  }

  static String given(ExecutableElement method) {
    return Annotations.text(method, Forward.class, "invoker").orElse("");
  }
}
