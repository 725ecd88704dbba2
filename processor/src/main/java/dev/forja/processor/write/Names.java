package dev.forja.processor.write;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import dev.forja.Entry;
import dev.forja.Hooks;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.model.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names and types that several writers use. */
final class Names {
  private Names() {}

  /** {@code Hooks<MlpInvoker, Args, Tensor>}. */
  static TypeName hooks(InvokerSpec spec, EntrySpec entry) {
    return ParameterizedTypeName.get(
        ClassName.get(Hooks.class), spec.type(), entry.args().hooked(), entry.result().hooked());
  }

  /** {@code Entry<BoxInvoker<T>, Args<T>, T>}. */
  static TypeName entry(InvokerSpec spec, EntrySpec entry) {
    return ParameterizedTypeName.get(
        ClassName.get(Entry.class), spec.type(), entry.args().hooked(), entry.result().hooked());
  }

  /**
   * {@code Entry<BoxInvoker<?>, Args<?>, Object>}: without type variables, as a constant must be.
   */
  static TypeName constant(InvokerSpec spec, EntrySpec entry) {
    TypeName invoker =
        spec.typeVariables().isEmpty()
            ? spec.name()
            : ParameterizedTypeName.get(
                spec.name(),
                spec.typeVariables().stream()
                    .map(_ -> WildcardTypeName.subtypeOf(ClassName.OBJECT))
                    .toArray(TypeName[]::new));
    return ParameterizedTypeName.get(
        ClassName.get(Entry.class), invoker, entry.args().constant(), entry.result().constant());
  }

  /** A name that no parameter of the entry has. */
  static String free(EntrySpec entry, String wanted) {
    return free(entry.params().stream().map(Param::name).toList(), wanted);
  }

  static String free(List<String> taken, String wanted) {
    String name = wanted;
    while (taken.contains(name)) {
      name += "_";
    }
    return name;
  }

  /** {@code images, mask}. */
  static String list(EntrySpec entry, Function<Param, String> text) {
    return entry.params().stream().map(text).collect(Collectors.joining(", "));
  }

  /** {@code new Args(images)}. */
  static CodeBlock newArgs(EntrySpec entry, String values) {
    return CodeBlock.of("new $T($L)", entry.args().exact(), values);
  }

  /**
   * Whether creating an array of the type is unsafe, so that a varargs parameter of it causes a
   * warning.
   */
  static boolean isUnsafeVararg(TypeName array) {
    return array instanceof ArrayTypeName of && !isReifiable(of.componentType());
  }

  private static boolean isReifiable(TypeName type) {
    return switch (type) {
      case TypeVariableName _ -> false;
      case ArrayTypeName array -> isReifiable(array.componentType());
      case ParameterizedTypeName generic ->
          generic.typeArguments().stream()
              .allMatch(arg -> arg.equals(WildcardTypeName.subtypeOf(ClassName.OBJECT)));
      default -> true;
    };
  }

  static List<String> components(EntrySpec entry) {
    return new ArrayList<>(entry.params().stream().map(Param::component).toList());
  }
}
