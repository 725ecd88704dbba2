package dev.forja.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.CallArgs;
import dev.forja.Invoker;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.TensorFunction;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The types that generated classes extend and implement never gain a final method or an abstract
 * one. A generated class has methods with the names of its user's entries and fields. If a new
 * final method has the same signature as one of them, the JVM refuses to load the class; a new
 * abstract method is missing in every class that was compiled before. The list is in {@code
 * src/test/contract/bases.txt}.
 */
class BasesTest {
  private static final Path LIST = Path.of("src/test/contract/bases.txt");
  private static final List<Class<?>> BASES =
      List.of(Invoker.class, NeuralModule.class, CallArgs.class, TensorFunction.class);

  private static Set<String> fixed(Class<?> base) {
    Set<String> fixed = new TreeSet<>();
    for (Class<?> type = base; type != null && type != Object.class; type = type.getSuperclass()) {
      Arrays.stream(type.getDeclaredMethods()).map(BasesTest::fixed).forEach(fixed::addAll);
    }
    for (Method method : base.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        fixed.addAll(fixed(method));
      }
    }
    return fixed;
  }

  /**
   * The line for a method that is final or abstract, and that may clash with a method of a class
   * elsewhere.
   */
  private static List<String> fixed(Method method) {
    int modifiers = method.getModifiers();
    boolean seen = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    boolean fixed = Modifier.isFinal(modifiers) || Modifier.isAbstract(modifiers);
    if (!seen || !fixed || method.isSynthetic()) {
      return List.of();
    }
    return List.of(
        (Modifier.isFinal(modifiers) ? "final " : "abstract ")
            + method.getName()
            + Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")")));
  }

  private static Set<String> kept(Class<?> base) throws IOException {
    return Files.readAllLines(LIST).stream()
        .dropWhile(line -> !line.equals(base.getName()))
        .skip(1)
        .takeWhile(line -> line.startsWith("  "))
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void basesGainNoFinalMethodAndNoAbstractOne() throws IOException {
    for (Class<?> base : BASES) {
      Set<String> gained = new LinkedHashSet<>(fixed(base));
      gained.removeAll(kept(base));
      assertThat(gained)
          .as(
              "%s gained what classes that were compiled before cannot have: let it be overridden,"
                  + " with a body, or raise the number of the contract",
              base.getName())
          .isEmpty();
      assertThat(kept(base)).as("the list of %s", base.getName()).isEqualTo(fixed(base));
    }
  }
}
