package dev.forja.disturbed;

import dev.forja.Invoker;
import dev.forja.ShapeMismatchException;
import dev.forja.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls methods with random arguments, and collects outcomes that are neither a result nor an error
 * with a message for people.
 */
final class Disturbed {
  /** The size from which the memory of a tensor may exceed that of a test. */
  private static final int LARGE = 1 << 16;

  /** Results with more elements are not differentiated. */
  private static final int MOST = 1 << 20;

  private final Map<String, String> found = new TreeMap<>();
  private final Draws draws;
  private int calls;

  Disturbed(long seed) {
    draws = new Draws(seed, this::judge);
  }

  int calls() {
    return calls;
  }

  /** The faults that were found: the exception and its location by the method and the arguments. */
  Map<String, String> found() {
    return found;
  }

  /** The public methods of a type, in a fixed order. */
  static List<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
        .filter(method -> !Modifier.isAbstract(method.getModifiers()))
        .sorted(Comparator.comparing(Method::toGenericString))
        .toList();
  }

  /** Calls a method on an object that {@code self} returns, and differentiates the result. */
  @Nullable Object call(Method method, @Nullable Object self) throws IllegalAccessException {
    @Nullable Object[] args = draws.of(method.getGenericParameterTypes());
    if (args == null) {
      return null;
    }
    calls++;
    try {
      Object result = method.invoke(self, args);
      if (result instanceof Tensor tensor
          && tensor.requiresGrad()
          && !tensor.isLeaf()
          && tensor.count() < MOST) {
        tensor.sum().backward();
      }
      return result;
    } catch (InvocationTargetException e) {
      judge(method.getName(), e.getTargetException(), self, args);
    } catch (RuntimeException | Error e) {
      judge(method.getName() + ", backward", e, self, args);
    }
    return null;
  }

  /** Creates a layer with one of its factory methods; null if the arguments were rejected. */
  @Nullable Object make(Method maker) throws IllegalAccessException {
    draws.modest(true);
    try {
      return call(maker, null);
    } finally {
      draws.modest(false);
    }
  }

  Tensor tensor() {
    return draws.tensor();
  }

  private void judge(String call, Throwable thrown, @Nullable Object... args) {
    String arguments = show(args);
    if (isRefusal(thrown) || (thrown instanceof OutOfMemoryError && isLarge(arguments))) {
      return;
    }
    String at =
        Arrays.stream(thrown.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.forja."))
            .filter(frame -> !frame.getClassName().contains("disturbed"))
            .limit(4)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    String what = "%s: %s at %s".formatted(call, thrown.getClass().getSimpleName(), at);
    found.putIfAbsent(what, "%s with %s".formatted(thrown.getMessage(), arguments));
  }

  /** Whether the exception has a message for people and a type that says who made the mistake. */
  private static boolean isRefusal(Throwable thrown) {
    String message = thrown.getMessage();
    return message != null
        && !message.isBlank()
        && (Stream.of(
                    IllegalArgumentException.class,
                    IllegalStateException.class,
                    IndexOutOfBoundsException.class,
                    UnsupportedOperationException.class,
                    NoSuchElementException.class,
                    ShapeMismatchException.class)
                .anyMatch(type -> type == thrown.getClass())
            || (thrown instanceof ArithmeticException && message.matches("\\w+: .* by 0")));
  }

  private static boolean isLarge(String arguments) {
    return Arrays.stream(arguments.split("[^0-9]+"))
        .anyMatch(number -> !number.isEmpty() && Double.parseDouble(number) >= LARGE);
  }

  private static String show(@Nullable Object value) {
    return switch (value) {
      case Tensor tensor -> tensor.array().toString();
      case Invoker module -> module.toString();
      case Object[] array ->
          Arrays.stream(array).map(Disturbed::show).collect(Collectors.joining(", ", "(", ")"));
      case int[] array -> Arrays.toString(array);
      case double[] array -> Arrays.toString(array);
      case List<?> list -> show(list.toArray());
      case null -> "null";
      default -> value.toString();
    };
  }
}
