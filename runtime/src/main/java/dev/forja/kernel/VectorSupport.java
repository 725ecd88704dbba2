package dev.forja.kernel;

import dev.forja.kernel.arithmetic.Fused;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Determines whether vector kernels would be fast in this JVM. They are fast only if HotSpot's C2
 * compiles them to vector instructions: other compilers create an object for each vector, which is
 * up to 30 times slower than a plain loop, and a fused multiply-add without hardware support is
 * computed in decimal arithmetic, which is thousands of times slower.
 */
final class VectorSupport {
  static final String MODULE = "jdk.incubator.vector";

  private static final String LEVEL = "-XX:TieredStopAtLevel=";

  private VectorSupport() {}

  /** Why plain loops are faster here, and the remedy; null if vector kernels are faster. */
  static @Nullable String obstacle() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "the module %s is missing. Start java with --add-modules %s".formatted(MODULE, MODULE);
    }
    String compiler =
        compilerObstacle(
            property("java.vm.name"), property("java.vm.version"), property("java.vm.info"));
    if (compiler != null) {
      return compiler;
    }
    if (stopsBelowC2(commandLine())) {
      return "the option %s disables the compiler C2. Remove it, or set it to 4".formatted(LEVEL);
    }
    return Fused.IN_HARDWARE
        ? null
        : "this processor has no fused multiply-add, or -XX:-UseFMA or -XX:UseAVX=0 switches it"
            + " off, and so the last bits of results differ from those elsewhere. Remove such an"
            + " option";
  }

  /**
   * The reason against vector kernels according to the description of the JVM; null if there is
   * none.
   */
  static @Nullable String compilerObstacle(String name, String version, String info) {
    if (info.contains("interpreted mode")) {
      return "this JVM interprets and does not compile. Remove -Xint";
    }
    if (info.contains("emulated-client")) {
      return "this JVM compiles with C1 only, as the development modes of frameworks and IDEs set"
          + " it. Remove -XX:TieredStopAtLevel=1 or -XX:CompilationMode=quick-only";
    }
    boolean hotspot = name.contains("HotSpot") || name.contains("OpenJDK");
    return hotspot && !version.contains("jvmci")
        ? null
        : "the compiler of this JVM, %s %s, is not HotSpot's C2. If it compiles the Vector API, say so with -Dforja.kernels=vector"
            .formatted(name, version);
  }

  /** Whether the last option about the highest level of compilation stops below that of C2. */
  static boolean stopsBelowC2(Stream<String> options) {
    return options
        .filter(option -> option.startsWith(LEVEL))
        .reduce((_, last) -> last)
        .filter(last -> last.substring(LEVEL.length()).matches("[0-3]"))
        .isPresent();
  }

  /** The options that this JVM was started with, as far as the operating system reports them. */
  private static Stream<String> commandLine() {
    Stream<String> fromEnvironment =
        Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
            .map(System::getenv)
            .filter(options -> options != null)
            .flatMap(options -> Stream.of(options.split("\\s+")));
    return Stream.concat(
        fromEnvironment,
        ProcessHandle.current().info().arguments().stream()
            .flatMap(Stream::of)
            .takeWhile(argument -> argument.startsWith("-")));
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }
}
