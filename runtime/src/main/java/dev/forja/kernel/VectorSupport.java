package dev.forja.kernel;

import dev.forja.kernel.arithmetic.Fused;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
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

  /**
   * Whether the last option about the highest level of compilation stops below that of C2. This is
   * on the way to the first result of every program, so it needs no streams or lambdas, whose first
   * use takes milliseconds.
   */
  static boolean stopsBelowC2(List<String> options) {
    boolean stops = false;
    for (String option : options) {
      if (option.startsWith(LEVEL) && option.length() == LEVEL.length() + 1) {
        stops = "0123".indexOf(option.charAt(LEVEL.length())) >= 0;
      }
    }
    return stops;
  }

  /** The options that this JVM was started with, as far as the operating system reports them. */
  private static List<String> commandLine() {
    List<String> options = new ArrayList<>();
    for (String name : new String[] {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"}) {
      String value = System.getenv(name);
      if (value != null) {
        StringTokenizer words = new StringTokenizer(value);
        while (words.hasMoreTokens()) {
          options.add(words.nextToken());
        }
      }
    }
    for (String argument : ProcessHandle.current().info().arguments().orElse(new String[0])) {
      if (!argument.startsWith("-")) {
        break;
      }
      options.add(argument);
    }
    return options;
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }
}
