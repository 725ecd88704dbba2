package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.forja.Forward;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.FunctionalInterfaceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Resolves clashes between the interfaces that one invoker would implement. Methods with the same
 * name and number of parameters are treated as clashing whatever their types, because the exact
 * rules of the compiler are not worth their complexity. A JDK interface that clashes is dropped;
 * one that the user named is reported.
 */
final class FunctionalInterfaceClashes {
  private final Env env;
  private final Report report;
  private final BaseReader base;
  private final ClassName invoker;
  private final Map<String, ForwardMethod> marked;
  private final Set<String> own = new TreeSet<>();
  private final Map<String, EntrySpec> settled = new LinkedHashMap<>();

  FunctionalInterfaceClashes(
      Env env,
      Report report,
      BaseReader base,
      ClassName invoker,
      Map<String, ForwardMethod> marked) {
    this.env = env;
    this.report = report;
    this.base = base;
    this.invoker = invoker;
    this.marked = marked;
  }

  /** The entries with the interfaces that they can implement. */
  List<EntrySpec> settle(List<EntrySpec> entries) {
    for (EntrySpec entry : entries) {
      for (String name : List.of(entry.name(), entry.watchedMethod(), entry.runMethod())) {
        own.add(name + "/" + entry.params().size());
      }
      settled.put(entry.name(), entry.withFunctionalInterface(null));
    }
    entries.stream().filter(this::isGiven).forEach(this::settle);
    entries.stream().filter(entry -> !isGiven(entry)).forEach(this::settle);
    return List.copyOf(settled.values());
  }

  private boolean isGiven(EntrySpec entry) {
    ForwardMethod method = marked.get(entry.name());
    return method != null && FunctionalInterfaceReader.isGiven(method);
  }

  private void settle(EntrySpec entry) {
    FunctionalInterfaceSpec functionalInterface = entry.functionalInterface().orElse(null);
    if (functionalInterface == null || isRepeated(entry, functionalInterface)) {
      return;
    }
    Clash clash = clash(entry, functionalInterface);
    if (clash == null) {
      settled.put(entry.name(), entry);
    } else {
      reportGiven(
          entry,
          Problem.AS_CLASH,
          raw(functionalInterface).simpleName(),
          clash.method(),
          clash.other());
    }
  }

  private boolean isRepeated(EntrySpec entry, FunctionalInterfaceSpec functionalInterface) {
    for (EntrySpec other : settled.values()) {
      if (other
          .functionalInterface()
          .filter(each -> raw(each).equals(raw(functionalInterface)))
          .isPresent()) {
        reportGiven(entry, Problem.AS_TWICE, raw(functionalInterface).simpleName(), other.name());
        return true;
      }
    }
    return false;
  }

  private void reportGiven(EntrySpec entry, Problem problem, Object... args) {
    ForwardMethod method = marked.get(entry.name());
    if (method != null && FunctionalInterfaceReader.isGiven(method)) {
      AnnotationMirror mark = Annotations.find(method.mark(), Forward.class).orElseThrow();
      report.at(method.mark(), mark, Annotations.value(mark, "as")).report(problem, args);
    }
  }

  private record Clash(String method, String other) {}

  private @Nullable Clash clash(EntrySpec entry, FunctionalInterfaceSpec functionalInterface) {
    for (ExecutableElement method : methods(functionalInterface)) {
      boolean implemented = isImplementing(functionalInterface, method);
      boolean same = implemented && functionalInterface.method().equals(entry.name());
      if ((!same && isOwn(method)) || isInBase(method, implemented)) {
        return new Clash(TypeText.show(method), invoker.simpleName());
      }
    }
    for (EntrySpec other : settled.values()) {
      if (other.functionalInterface().isPresent()) {
        FunctionalInterfaceSpec taken = other.functionalInterface().get();
        for (ExecutableElement method : methods(taken)) {
          if (methods(functionalInterface).stream()
              .anyMatch(each -> clashes(each, functionalInterface, method, taken))) {
            return new Clash(TypeText.show(method), raw(taken).simpleName());
          }
        }
      }
    }
    return null;
  }

  private boolean isOwn(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    return own.contains(key(method))
        || (EntryNames.own(settled.keySet()).contains(name) && !settled.containsKey(name));
  }

  /** Whether the base class has such a method that is not an implementation of the interface's. */
  private boolean isInBase(ExecutableElement method, boolean implemented) {
    return base.methods().stream()
        .filter(other -> key(other).equals(key(method)))
        .anyMatch(
            other ->
                implemented
                    || !other.getModifiers().contains(Modifier.PUBLIC)
                    || !TypeText.show(other).equals(TypeText.show(method))
                    || !TypeText.show(other.getReturnType())
                        .equals(TypeText.show(method.getReturnType())));
  }

  /**
   * Whether two methods clash. One method inherited through two interfaces does not, unless type
   * arguments may differ.
   */
  private static boolean clashes(
      ExecutableElement one,
      FunctionalInterfaceSpec first,
      ExecutableElement two,
      FunctionalInterfaceSpec second) {
    boolean shared =
        one.equals(two)
            && Env.owner(one).getTypeParameters().isEmpty()
            && !isImplementing(first, one)
            && !isImplementing(second, two);
    return key(one).equals(key(two)) && !shared;
  }

  private static boolean isImplementing(
      FunctionalInterfaceSpec functionalInterface, ExecutableElement method) {
    return method.getSimpleName().contentEquals(functionalInterface.method())
        && method.getParameters().size() == functionalInterface.params().size();
  }

  private List<ExecutableElement> methods(FunctionalInterfaceSpec functionalInterface) {
    TypeElement type = Classes.find(env.elements(), raw(functionalInterface).canonicalName());
    List<ExecutableElement> all = new ArrayList<>();
    for (TypeElement each : type == null ? List.<TypeElement>of() : env.supertypes(type)) {
      ElementFilter.methodsIn(each.getEnclosedElements()).stream()
          .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
          .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
          .filter(
              method ->
                  !Env.is(each, "java.lang.Object")
                      && !FunctionalInterfaceReader.isOfObject(method))
          .forEach(all::add);
    }
    return all;
  }

  private static String key(ExecutableElement method) {
    return method.getSimpleName() + "/" + method.getParameters().size();
  }

  private static ClassName raw(FunctionalInterfaceSpec functionalInterface) {
    TypeName type = functionalInterface.type().withoutAnnotations();
    return type instanceof ParameterizedTypeName generic ? generic.rawType() : (ClassName) type;
  }

  /** The methods without parameters of the chosen interfaces, whose names no accessor may have. */
  Set<String> getters() {
    Set<String> names = new TreeSet<>();
    for (EntrySpec entry : settled.values()) {
      entry.functionalInterface().map(this::methods).orElse(List.of()).stream()
          .filter(method -> method.getParameters().isEmpty())
          .forEach(method -> names.add(method.getSimpleName().toString()));
    }
    return names;
  }
}
