package dev.forja.processor;

import com.palantir.javapoet.ClassName;
import dev.forja.Invoker;
import dev.forja.fake.FakeTensor;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The class path of a user: the annotations, a tensor library, jspecify. */
final class ClassPath {
  private ClassPath() {}

  static List<Path> ofCases() {
    return List.of(of(Invoker.class), of(FakeTensor.class), of(Nullable.class));
  }

  /** The processor and its dependencies. */
  static List<Path> ofProcessor() {
    return List.of(of(ForwardProcessor.class), of(ClassName.class), of(Invoker.class));
  }

  /** The same for a module, which needs no tensors. */
  static List<Path> ofModules() {
    return List.of(of(Invoker.class), of(Nullable.class));
  }

  static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** The location from which a class was loaded. */
  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }
}
