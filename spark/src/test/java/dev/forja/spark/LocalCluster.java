package dev.forja.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;

/**
 * A master and workers as processes of this machine, on ports that the system chooses. Several
 * applications may run at once, each with at most one executor of one core on each worker.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final long MINUTES = 3; // a deadline for machines under load, not a duration

  /** For processes that live for seconds only: plain loops give the same bits. */
  public static final String QUICK_START =
      "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dforja.kernels=scalar";

  private final Path folder;
  private final List<Process> processes = Collections.synchronizedList(new ArrayList<>());
  private final String master;

  /** Starts the processes, whose files are below {@code folder}. */
  public LocalCluster(Path folder, int workers) throws Exception {
    this.folder = Files.createDirectories(folder);
    home(folder);
    try {
      CompletableFuture<String> address = new CompletableFuture<>();
      start("master", address, "master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
      this.master = address.get(MINUTES, TimeUnit.MINUTES);
      for (int i = 0; i < workers; i++) {
        String name = "worker-" + i;
        List<String> arguments =
            List.of(
                "worker",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                "8",
                "--memory",
                "16g",
                "--work-dir",
                folder.resolve(name).toString(),
                master);
        start(name, new CompletableFuture<>(), arguments.toArray(String[]::new));
      }
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** The address for {@link #session}. */
  public String master() {
    return master;
  }

  /** The class path of this JVM, also where Surefire hides it in the manifest of a jar. */
  static List<String> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.asList(path.split(File.pathSeparator, -1));
  }

  /** Makes what Spark takes for its own folder, from which it starts executors. */
  private static void home(Path folder) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("home/jars"));
    int place = 0;
    for (String entry : classPath()) {
      Path file = Path.of(entry);
      if (Files.isRegularFile(file)) {
        Files.createSymbolicLink(jars.resolve(place++ + "-" + file.getFileName()), file);
      }
    }
  }

  private static String folders() {
    return classPath().stream()
        .filter(entry -> Files.isDirectory(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * A JVM with Spark's options and this class path, not started yet.
   *
   * @param folder that of a cluster
   * @param options what the JVM gets besides
   */
  public static ProcessBuilder jvm(
      Path folder, List<String> options, Class<?> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(options);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath()), program.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("SPARK_"));
    builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }

  private void start(String name, CompletableFuture<String> address, String... arguments)
      throws IOException {
    List<String> options = new ArrayList<>(List.of(QUICK_START.split(" ", -1)));
    options.addAll(
        List.of(
            "-Xmx128m",
            "-Dlog4j2.configurationFile=cluster-log4j2.properties",
            "-Dspark.master.rest.enabled=false"));
    Process process =
        jvm(folder, options, ClusterNode.class, List.of(arguments))
            .redirectErrorStream(true)
            .start();
    processes.add(process);
    Thread.ofPlatform().daemon().name(name).start(() -> follow(process, name, address));
  }

  private void follow(Process process, String name, CompletableFuture<String> address) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter log = new PrintWriter(Files.newBufferedWriter(folder.resolve(name + ".log")))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.println(line);
        log.flush();
        Matcher matcher = ADDRESS.matcher(line);
        if (matcher.find()) {
          address.complete(matcher.group(1));
        }
      }
      address.completeExceptionally(new IOException(name + " has ended: see its log in " + folder));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  /**
   * A session whose tasks run on the executors of a cluster.
   *
   * @param folder that of the cluster
   * @param executors how many executors of one core there are before the first job starts
   * @param memory the heap of each
   * @param options what the JVMs of executors get besides Spark's options
   */
  public static SparkSession.Builder session(
      String master, Path folder, int executors, String memory, String options) {
    return SparkSession.builder()
        .master(master)
        .appName("on a local cluster")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", folder.resolve("local").toString())
        .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toUri().toString())
        .config("spark.cores.max", Integer.toString(executors))
        .config("spark.executor.cores", "1")
        .config("spark.executor.memory", memory)
        .config("spark.executor.extraClassPath", folders())
        .config(
            "spark.executor.extraJavaOptions",
            "\"-Djava.io.tmpdir=%s\" %s".formatted(folder, options))
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s");
  }

  /** Ends all processes, those of executors too, and waits for their end. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>();
    for (Process process : processes) {
      try (Stream<ProcessHandle> executors = process.descendants()) {
        executors.forEach(all::add);
      }
      all.add(process.toHandle());
    }
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      process.onExit().orTimeout(MINUTES, TimeUnit.MINUTES).join();
    }
    for (Process process : processes) {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
