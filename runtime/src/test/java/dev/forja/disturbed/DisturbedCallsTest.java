package dev.forja.disturbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.Invoker;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Calls every public method of tensors and every layer with arguments at the ends of their ranges.
 * Each call must return a result or throw an error with a message for people, never a bare internal
 * error. {@code -Dforja.rounds} sets the number of tries for each method, {@code -Dforja.seed} the
 * arguments.
 */
class DisturbedCallsTest {
  private static final int ROUNDS = Integer.getInteger("forja.rounds", 2);
  private static final long SEED = Long.getLong("forja.seed", 0);

  @Test
  void methodsOfTensors() throws ReflectiveOperationException {
    Disturbed disturbed = new Disturbed(SEED);
    for (Method method : Disturbed.methods(Tensor.class)) {
      for (int i = 0; i < ROUNDS; i++) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        disturbed.call(method, isStatic ? null : disturbed.tensor());
      }
    }
    assertThat(disturbed.calls()).isGreaterThan(200 * ROUNDS);
    assertThat(disturbed.found()).isEmpty();
  }

  @Test
  void layers() throws ReflectiveOperationException, IOException, URISyntaxException {
    Disturbed disturbed = new Disturbed(SEED);
    int layers = 0;
    for (Class<?> type : layerTypes()) {
      layers++;
      List<Method> methods = Disturbed.methods(type);
      for (Method maker : methods) {
        for (int i = 0; maker.getName().equals("of") && i < ROUNDS; i++) {
          if (disturbed.make(maker) instanceof Invoker layer) {
            layer.train(i % 2 == 0);
            for (Method call : methods) {
              if (call.getName().startsWith("call") && call.getDeclaringClass() == type) {
                disturbed.call(call, layer);
              }
            }
          }
        }
      }
    }
    assertThat(layers).isGreaterThan(60);
    assertThat(disturbed.calls()).isGreaterThan(layers * ROUNDS / 2);
    assertThat(disturbed.found()).isEmpty();
  }

  /** The invokers in the package of layers, found next to one of them. */
  private static List<Class<?>> layerTypes()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path classes = Path.of(Linear.class.getResource("Linear.class").toURI()).getParent();
    List<String> names;
    try (Stream<Path> files = Files.list(classes)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("\\w+\\.class"))
              .map(name -> "dev.forja.nn." + name.replace(".class", ""))
              .sorted()
              .toList();
    }
    List<Class<?>> types = new ArrayList<>();
    for (String name : names) {
      Class<?> type = Class.forName(name);
      if (Invoker.class.isAssignableFrom(type) && Modifier.isPublic(type.getModifiers())) {
        types.add(type);
      }
    }
    return types;
  }
}
