package dev.forja.processor;

import dev.forja.Invoker;
import dev.forja.fake.FakeTensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user has on the class path: the annotations, a tensor library, jspecify. */
final class ClassPath {
  private ClassPath() {}

  static List<Path> ofCases() {
    return List.of(of(Invoker.class), of(FakeTensor.class), of(Nullable.class));
  }

  private static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }
}
