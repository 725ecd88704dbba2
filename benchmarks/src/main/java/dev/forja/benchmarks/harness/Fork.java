package dev.forja.benchmarks.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A fresh JVM of this class path, with a number of threads for every engine. */
public final class Fork {
  private static final List<String> JVM =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dai.djl.offline=true");

  /**
   * How long OpenMP's threads spin after their work, in milliseconds: within turns, not between.
   */
  private static final String SPIN = "1";

  /**
   * The same for OpenBLAS's own threads, as a power of two of cycles; 26 by default, some 20 ms.
   */
  private static final String SPIN_OPENBLAS = "18";

  private Fork() {}

  /**
   * The JVM, not started. It finds the class path in its environment: ONNX Runtime crashes where
   * the command line is longer than 4 kB.
   *
   * @param jvmArguments beside the ones that every fork needs
   */
  public static ProcessBuilder of(
      int threads, List<String> jvmArguments, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(JVM);
    command.add("-Dforja.threads=" + threads);
    command.addAll(jvmArguments);
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    String n = Integer.toString(threads);
    builder
        .environment()
        .putAll(
            Map.of(
                "CLASSPATH", System.getProperty("java.class.path"),
                "OMP_NUM_THREADS", n,
                "MKL_NUM_THREADS", n,
                "OPENBLAS_NUM_THREADS", n,
                "OPENBLAS_THREAD_TIMEOUT", SPIN_OPENBLAS,
                "KMP_BLOCKTIME", SPIN));
    return builder;
  }

  /** Runs it to its end. */
  public static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException("the forked JVM ended with code " + code);
    }
  }
}
