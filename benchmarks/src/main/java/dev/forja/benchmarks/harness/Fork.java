package dev.forja.benchmarks.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A fresh JVM with this class path, and with a given number of threads for every engine. */
public final class Fork {
  private static final List<String> JVM =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dai.djl.offline=true");

  /**
   * How long the threads of OpenMP spin after their work, in milliseconds: long enough within a
   * turn, but not between turns.
   */
  private static final String SPIN = "1";

  /**
   * The same for the threads of OpenBLAS itself, as a power of two of cycles; the default is 26,
   * about 20 ms.
   */
  private static final String SPIN_OPENBLAS = "18";

  private Fork() {}

  /**
   * The JVM, not started yet. It finds the class path in its environment, because ONNX Runtime
   * crashes if the command line is longer than 4 kB.
   *
   * @param jvmArguments arguments in addition to those that every fork needs
   */
  public static ProcessBuilder of(
      int threads, List<String> jvmArguments, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(JVM);
    command.add("-Dforja.threads=" + threads);
    command.add(temporary());
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
                "RAYON_NUM_THREADS", n,
                "OPENBLAS_THREAD_TIMEOUT", SPIN_OPENBLAS,
                "KMP_BLOCKTIME", SPIN));
    return builder;
  }

  /** The option that gives a JVM the temporary folder of this one. */
  public static String temporary() {
    return "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir");
  }

  /** Runs the process to its end. */
  public static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException("the forked JVM ended with code " + code);
    }
  }
}
