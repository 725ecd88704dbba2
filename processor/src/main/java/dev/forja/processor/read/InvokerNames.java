package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import dev.forja.Forward;
import dev.forja.processor.Report;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Names invokers: as {@code @Forward(invoker = ...)} says, otherwise after the model. */
final class InvokerNames {
  static final String SUFFIX = "Invoker";

  /** The first parts of the packages that generated code may name in full. */
  private static final Set<String> PACKAGES = Set.of("dev", "java");

  /** Identifiers that are not allowed as names of types. */
  private static final Set<String> RESTRICTED =
      Set.of("permits", "record", "sealed", "var", "yield");

  private InvokerNames() {}

  static ClassName of(Env env, TypeElement model) {
    ClassName name = ClassName.get(model);
    String simple =
        given(env, model).stream()
            .filter(given -> isValid(given) && hidden(env, model, given).isEmpty())
            .findFirst()
            .orElseGet(() -> String.join("_", name.simpleNames()) + SUFFIX);
    return ClassName.get(name.packageName(), simple);
  }

  /** Whether the name is valid for a class. */
  static boolean isValid(String name) {
    return SourceVersion.isName(name) && name.indexOf('.') < 0 && !RESTRICTED.contains(name);
  }

  /** The name that an invoker of this name would hide, or be hidden by; empty if there is none. */
  static Optional<String> hidden(Env env, TypeElement model, String name) {
    if (env.elements().getTypeElement("java.lang." + name) != null) {
      return Optional.of("java.lang." + name);
    }
    for (TypeElement mentioned : BaseResolver.mentioned(env, model).types) {
      if (mentioned.getSimpleName().contentEquals(name)
          && !mentioned.getNestingKind().isNested()
          && !env.packageOf(mentioned).equals(env.packageOf(model))) {
        return Optional.of(Classes.name(mentioned));
      } else if (env.packageOf(mentioned).startsWith(name + ".")) {
        return Optional.of("package " + name);
      }
    }
    if (PACKAGES.contains(name) || env.packageOf(model).startsWith(name + ".")) {
      return Optional.of("package " + name);
    }
    Stream<Element> members =
        Stream.concat(
            ForwardMethod.of(env, model).stream().map(ForwardMethod::method),
            env.sourceMembers().constructors(model).stream());
    return Stream.concat(
            Classes.variables(model).stream(),
            members.flatMap(each -> ((ExecutableElement) each).getTypeParameters().stream()))
        .filter(variable -> variable.getSimpleName().contentEquals(name))
        .findFirst()
        .map(_ -> TypeText.show(model) + "<" + name + ">");
  }

  /**
   * The one of these names that has this name behind the classes around it; empty if there is none,
   * or more than one.
   */
  static Optional<String> ofNested(String name, List<String> names) {
    Set<String> found =
        names.stream().filter(each -> each.endsWith("_" + name)).collect(Collectors.toSet());
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }

  /** The names given on the methods of the class. */
  static List<String> given(Env env, TypeElement model) {
    return env.sourceMembers().methods(model).stream()
        .map(InvokerNames::given)
        .filter(name -> !name.isEmpty())
        .distinct()
        .collect(Collectors.toList());
  }

  /** The location of the invoker's name: in the annotation, otherwise at the class. */
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
