package dev.forja.processor.read;

import dev.forja.Invoker;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.spi.InvokerBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Finds the base class of an invoker, which is determined by the types in its state and entries.
 */
record BaseResolver(Env env) {
  /** The required base classes, each with the name of a type that requires it. */
  Map<String, String> wanted(TypeElement model) {
    TypeScan mentioned = mentioned(env, model);
    Map<String, String> bases = new TreeMap<>();
    for (TypeElement type : mentioned.types) {
      String base = of(type);
      if (base != null) {
        bases.putIfAbsent(base, type.getSimpleName().toString());
      }
    }
    for (PendingInvoker pendingInvoker : mentioned.predicted) {
      env.pendingInvokers()
          .base(pendingInvoker)
          .ifPresent(base -> bases.putIfAbsent(base, pendingInvoker.name().simpleName()));
    }
    return bases;
  }

  private @Nullable String of(TypeElement type) {
    for (TypeElement each : env.supertypes(type)) {
      String base = Annotations.text(each, InvokerBase.class, "value").orElse(null);
      if (base != null) {
        return base;
      }
    }
    return null;
  }

  /** The functional interfaces that the library of a type has for it, in the order of its mark. */
  static List<TypeElement> functions(Env env, TypeMirror type) {
    TypeElement element = env.element(type);
    List<TypeElement> functions = new ArrayList<>();
    for (TypeElement each : element == null ? List.<TypeElement>of() : env.supertypes(element)) {
      for (TypeMirror function : Annotations.types(each, InvokerBase.class, "functions")) {
        TypeElement named = env.element(function);
        if (named != null) {
          functions.add(named);
        }
      }
    }
    return functions;
  }

  /**
   * The types that the fields and entries of a model mention, including the components of records.
   */
  static TypeScan mentioned(Env env, TypeElement model) {
    TypeScan scan = new TypeScan(env, env.packageOf(model));
    for (VariableElement field : StateReader.fields(env, model)) {
      scan.add(StateReader.type(env, model, field));
    }
    for (ForwardMethod marked : ForwardMethod.of(env, model)) {
      ExecutableType type = marked.type(env, model);
      scan.addAll(type.getParameterTypes()).add(type.getReturnType());
      scan.addAll(type.getTypeVariables());
    }
    return scan.withBounds().withComponents();
  }

  /** The base class of the invoker of {@code model}. */
  TypeElement read(TypeElement model, Report report) {
    List<Map.Entry<String, String>> wanted = List.copyOf(wanted(model).entrySet());
    if (wanted.size() > 1) {
      report
          .at(model)
          .report(
              Problem.BASE_CLASH,
              wanted.get(0).getKey(),
              wanted.get(0).getValue(),
              wanted.get(1).getKey(),
              wanted.get(1).getValue());
    } else if (wanted.size() == 1) {
      String name = wanted.getFirst().getKey();
      TypeElement base = Classes.find(env.elements(), name);
      if (base == null) {
        report.at(model).report(Problem.BASE_MISSING, wanted.getFirst().getValue(), name);
      } else if (!isFit(base, env.packageOf(model))) {
        report.at(model).report(Problem.BASE_UNFIT, name);
      } else {
        return base;
      }
    }
    TypeElement invoker = env.elements().getTypeElement(Invoker.class.getName());
    if (invoker == null) {
      throw new IllegalStateException("dev.forja.Invoker is not on the class path");
    }
    return invoker;
  }

  private boolean isFit(TypeElement base, String fromPackage) {
    return env.isInvoker(base)
        && !base.getModifiers().contains(Modifier.FINAL)
        && TypeScan.access(env, base, fromPackage) != null
        && ElementFilter.constructorsIn(base.getEnclosedElements()).stream()
            .anyMatch(
                each -> each.getParameters().isEmpty() && isCallable(each, base, fromPackage));
  }

  private boolean isCallable(ExecutableElement constructor, TypeElement base, String fromPackage) {
    return constructor.getModifiers().contains(Modifier.PROTECTED)
        || env.isReachable(base, constructor.getModifiers(), fromPackage);
  }
}
