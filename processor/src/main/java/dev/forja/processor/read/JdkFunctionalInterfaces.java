package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.forja.processor.model.FunctionalInterfaceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JDK's functional interfaces, by the shape of their method. */
final class JdkFunctionalInterfaces {
  private static final String PACKAGE = "java.util.function";
  private static final String[] PRIMITIVES = {"Int", "Long", "Double"};

  /**
   * The key consists of the letters of the parameter types, a colon, and the letter of the result
   * type: {@code OI:V}.
   */
  private static final Map<String, Candidate> BY_SHAPE = new HashMap<>();

  private record Candidate(ClassName type, String method) {}

  static {
    put(":V", ClassName.get("java.lang", "Runnable"), "run");
    put(":Z", "BooleanSupplier", "getAsBoolean");
    put(":O", "Supplier", "get");
    put("O:V", "Consumer", "accept");
    put("O:Z", "Predicate", "test");
    put("O:O", "Function", "apply");
    put("OO:V", "BiConsumer", "accept");
    put("OO:Z", "BiPredicate", "test");
    put("OO:O", "BiFunction", "apply");
    for (String one : PRIMITIVES) {
      String p = one.substring(0, 1);
      put(":" + p, one + "Supplier", "getAs" + one);
      put("O:" + p, "To" + one + "Function", "applyAs" + one);
      put("OO:" + p, "To" + one + "BiFunction", "applyAs" + one);
      put("O" + p + ":V", "Obj" + one + "Consumer", "accept");
      put(p + ":V", one + "Consumer", "accept");
      put(p + ":Z", one + "Predicate", "test");
      put(p + ":O", one + "Function", "apply");
      put(p + p + ":" + p, one + "BinaryOperator", "applyAs" + one);
      for (String other : PRIMITIVES) {
        String name = other.equals(one) ? one + "UnaryOperator" : one + "To" + other + "Function";
        put(p + ":" + other.charAt(0), name, "applyAs" + other);
      }
    }
  }

  private JdkFunctionalInterfaces() {}

  private static void put(String shape, String simpleName, String method) {
    put(shape, ClassName.get(PACKAGE, simpleName), method);
  }

  private static void put(String shape, ClassName type, String method) {
    BY_SHAPE.put(shape, new Candidate(type, method));
  }

  static Optional<FunctionalInterfaceSpec> find(List<TypeName> params, TypeName result) {
    StringBuilder shape = new StringBuilder();
    params.forEach(param -> shape.append(letter(param)));
    Candidate candidate = BY_SHAPE.get(shape.append(':').append(letter(result)).toString());
    if (candidate == null) {
      return Optional.empty();
    }
    TypeName type = operator(params, result).orElseGet(() -> generic(candidate, params, result));
    return Optional.of(
        new FunctionalInterfaceSpec(type, candidate.method(), params, result, false));
  }

  /** {@code UnaryOperator} or {@code BinaryOperator}, if all types are the same. */
  private static Optional<TypeName> operator(List<TypeName> params, TypeName result) {
    if (params.isEmpty() || result.isPrimitive() || !params.stream().allMatch(result::equals)) {
      return Optional.empty();
    }
    String name = params.size() == 1 ? "UnaryOperator" : "BinaryOperator";
    return Optional.of(ParameterizedTypeName.get(ClassName.get(PACKAGE, name), result));
  }

  private static TypeName generic(Candidate candidate, List<TypeName> params, TypeName result) {
    List<TypeName> args = new ArrayList<>(params);
    args.add(result);
    args.removeIf(type -> type.isPrimitive() || type.equals(TypeName.VOID));
    return args.isEmpty()
        ? candidate.type()
        : ParameterizedTypeName.get(candidate.type(), args.toArray(TypeName[]::new));
  }

  private static char letter(TypeName type) {
    if (type.equals(TypeName.VOID)) {
      return 'V';
    } else if (type.equals(TypeName.BOOLEAN)) {
      return 'Z';
    } else if (type.equals(TypeName.INT)) {
      return 'I';
    } else if (type.equals(TypeName.LONG)) {
      return 'L';
    } else if (type.equals(TypeName.DOUBLE)) {
      return 'D';
    }
    return type.isPrimitive() ? 'x' : 'O';
  }
}
