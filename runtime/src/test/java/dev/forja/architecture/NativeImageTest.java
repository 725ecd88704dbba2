package dev.forja.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import dev.forja.Invoker;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A GraalVM native image needs a configuration for what a class file does not show: classes,
 * methods and resources that are looked up by a name at run time, and memory that is accessed by
 * offsets of fields. The libraries do none of this, so they need no configuration.
 */
class NativeImageTest {
  private static final Set<String> LOOKS_UP =
      Set.of(
          "java.lang.Class.forName",
          "java.lang.Class.getResource",
          "java.lang.Class.getResourceAsStream",
          "java.lang.Class.newInstance",
          "java.lang.ClassLoader.getResource",
          "java.lang.ClassLoader.getResourceAsStream",
          "java.lang.ClassLoader.getResources",
          "java.lang.ClassLoader.loadClass",
          "java.lang.Module.getResourceAsStream",
          "java.lang.invoke.MethodHandles$Lookup.findClass",
          "java.lang.invoke.MethodHandles$Lookup.findConstructor",
          "java.lang.invoke.MethodHandles$Lookup.findStatic",
          "java.lang.invoke.MethodHandles$Lookup.findVirtual",
          "java.util.ResourceBundle.getBundle",
          "java.util.ServiceLoader.load",
          "java.io.ObjectInputStream.readObject");

  private static final ArchRule LOOKS_NOTHING_UP =
      noClasses()
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "it looks something up by name", NativeImageTest::looksUp))
          .orShould()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "give reflection or unsafe memory", NativeImageTest::low));

  private static final List<Path> HOMES = List.of(home(Invoker.class), home(Tensor.class));

  private static Path home(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static boolean looksUp(JavaAccess<?> access) {
    String target = access.getTargetOwner().getName() + "." + access.getTarget().getName();
    return LOOKS_UP.contains(target);
  }

  private static boolean low(JavaClass type) {
    String name = type.getName();
    return name.startsWith("java.lang.reflect.")
        || name.startsWith("jdk.internal.")
        || name.equals("sun.misc.Unsafe");
  }

  @Test
  void theLibrariesLookNothingUp() {
    JavaClasses classes =
        new ClassFileImporter()
            .importLocations(
                HOMES.stream().map(home -> Location.of(home.toUri())).collect(Collectors.toSet()));
    assertThat(classes).hasSizeGreaterThan(500);
    LOOKS_NOTHING_UP.check(classes);
  }

  @Test
  void theLibrariesHaveNoResources() throws IOException {
    for (Path home : HOMES) {
      if (Files.isDirectory(home)) {
        try (Stream<Path> files = Files.walk(home)) {
          assertThat(files.filter(Files::isRegularFile).map(Path::toString))
              .isNotEmpty()
              .allMatch(file -> file.endsWith(".class") || file.endsWith(".java"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ByName.class,
        Resource.class,
        Service.class,
        Handle.class,
        Deserialised.class,
        Reflected.class
      })
  void noticesWhatNeedsAConfiguration(Class<?> wrong) {
    JavaClasses classes = new ClassFileImporter().importClasses(wrong);
    assertThatThrownBy(() -> LOOKS_NOTHING_UP.check(classes)).isInstanceOf(AssertionError.class);
  }

  static final class ByName {
    Class<?> look(String name) throws ClassNotFoundException {
      return Class.forName(name);
    }
  }

  static final class Resource {
    InputStream look() {
      return Resource.class.getResourceAsStream("table.txt");
    }
  }

  static final class Service {
    ServiceLoader<Runnable> look() {
      return ServiceLoader.load(Runnable.class);
    }
  }

  static final class Handle {
    MethodHandle look() throws ReflectiveOperationException {
      return MethodHandles.lookup()
          .findStatic(Math.class, "abs", MethodType.methodType(int.class, int.class));
    }
  }

  static final class Deserialised {
    Object look(ObjectInputStream in) throws IOException, ClassNotFoundException {
      return in.readObject();
    }
  }

  static final class Reflected {
    Field look() throws NoSuchFieldException {
      return String.class.getDeclaredField("value");
    }
  }
}
