package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import dev.forja.Forward;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Names invokers: as {@code @Forward(invoker = ...)} says, else after the model. */
final class InvokerNames {
  private InvokerNames() {}

  static ClassName of(TypeElement model) {
    ClassName name = ClassName.get(model);
    String simple =
        given(model).stream()
            .filter(SourceVersion::isName)
            .filter(given -> given.indexOf('.') < 0)
            .findFirst()
            .orElseGet(() -> String.join("_", name.simpleNames()) + "Invoker");
    return ClassName.get(name.packageName(), simple);
  }

  /** The names given on the methods of the class. */
  static List<String> given(TypeElement model) {
    return ElementFilter.methodsIn(model.getEnclosedElements()).stream()
        .map(InvokerNames::given)
        .filter(name -> !name.isEmpty())
        .distinct()
        .collect(Collectors.toList());
  }

  static String given(ExecutableElement method) {
    return Marks.text(method, Forward.class, "invoker").orElse("");
  }
}
