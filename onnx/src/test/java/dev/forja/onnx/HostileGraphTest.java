package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.onnx.operators.OnnxValue;
import dev.forja.tensor.NoGrad;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged graphs cause only errors of this package, when they are read, written as source, and when
 * they run; they end, and reading allocates no more than a multiple of the file. More of them with
 * {@code -Dforja.onnx.mutations=100000 -Dforja.onnx.seed=0}, and with {@code
 * -Dforja.onnx.real=FOLDER} also of the smaller networks in the folder that {@code
 * src/test/real/fetch} has filled.
 */
class HostileGraphTest {
  private static final int MUTATIONS = Integer.getInteger("forja.onnx.mutations", 1_500);
  private static final long FIRST = Long.getLong("forja.onnx.seed", 25);

  /**
   * Where faults were found: attributes of wrong types and lengths, and inputs that are left out.
   */
  private static final List<Long> FOUND =
      List.of(113592L, 114623L, 115054L, 119263L, 201010L, 207303L, 310609L, 313036L);

  /** Bytes that reading may allocate for each byte of a file, and for any file at all. */
  private static final long PER_BYTE = 400;

  private static final long FOR_ANY = 1 << 20;

  /** What has not ended after so many seconds is taken for something without an end. */
  private static final int GUARD = Integer.getInteger("forja.onnx.guard", 300);

  @TempDir private Path folder;

  private final Map<String, String> wrong = new TreeMap<>();
  private int ran;
  private int refused;
  private double most;

  @Test
  void damageEndsInOneOfOurErrors() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.write(home.resolve("values.bin"), new byte[64]);
    Files.write(folder.resolve("values.bin"), new byte[64]);
    Files.createSymbolicLink(home.resolve("link"), folder.resolve("values.bin"));
    List<HostileBase> bases = HostileBase.all();
    ExecutorService worker =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    List<Long> seeds = new ArrayList<>(FOUND);
    LongStream.range(FIRST, FIRST + MUTATIONS).forEach(seeds::add);
    for (long seed : seeds) {
      Random random = new Random(seed * 0x9E3779B97F4A7C15L);
      HostileBase base = bases.get(random.nextInt(bases.size()));
      String label = "seed %d of %s".formatted(seed, base.name());
      Thread[] at = new Thread[1];
      Future<?> run =
          worker.submit(
              () -> {
                at[0] = Thread.currentThread();
                run(base, random, home);
                return null;
              });
      try {
        run.get(GUARD, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        wrong.merge(
            kind(cause.getClass().getName(), cause.getStackTrace()),
            label + ": " + cause + "\n",
            String::concat);
      } catch (TimeoutException e) {
        wrong.merge(kind("no end", at[0].getStackTrace()), label + "\n", String::concat);
        worker = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
      }
    }
    worker.shutdownNow();
    System.out.printf(
        "%d damaged graphs: %d ran, %d were refused, %d kinds of wrong ends; reading allocated at most %.0f bytes for"
            + " each of a file%n",
        ran + refused, ran, refused, wrong.size(), most);
    wrong.forEach(
        (kind, labels) -> System.out.println(kind + "\n    " + labels.lines().limit(4).toList()));
    assertThat(wrong).isEmpty();
    assertThat(ran).isPositive();
    assertThat(refused).isPositive();
  }

  /** What is equal for failures of one cause: the places in our code. */
  private static String kind(String name, StackTraceElement[] stack) {
    StringBuilder kind = new StringBuilder(name);
    int shown = 0;
    for (StackTraceElement each : stack) {
      if (each.getClassName().startsWith("dev.forja") && shown++ < 6) {
        kind.append("\n  ").append(each);
      }
    }
    return kind.toString();
  }

  private void run(HostileBase base, Random random, Path home) throws Exception {
    byte[] damaged =
        random.nextInt(4) == 0
            ? damaged(base.bytes(), random)
            : new Mutations(random).of(base.model()).toByteArray();
    boolean asFile = random.nextInt(4) == 0;
    OnnxGraph graph = asFile ? readFile(home, damaged) : read(damaged, random.nextInt(4) == 0);
    if (graph == null) {
      refused++;
      return;
    }
    if (random.nextInt(8) == 0) {
      write(damaged);
    }
    Map<String, OnnxValue> given = base.given(graph, random);
    try {
      NoGrad.call(() -> graph.runValues(given));
      ran++;
    } catch (OnnxCallException refusal) {
      refused++;
    }
  }

  /** What can be read can be written as source, or is refused. */
  private static void write(byte[] bytes) {
    try {
      OnnxSource.read("m.onnx", new ByteArrayInputStream(bytes), "a", "Net");
    } catch (OnnxException refusal) {
      assertThat(refusal).hasMessageStartingWith("m.onnx: ");
    }
  }

  private static byte[] damaged(byte[] model, Random random) {
    byte[] damaged = model.clone();
    for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          random.nextBoolean()
              ? (byte) random.nextInt()
              : (byte) (damaged[at] ^ (1 << random.nextInt(8)));
    }
    return damaged;
  }

  private static @Nullable OnnxGraph readFile(Path home, byte[] bytes) throws Exception {
    Path file = Files.write(home.resolve("m.onnx"), bytes);
    try {
      return OnnxModel.load(file);
    } catch (OnnxException refusal) {
      assertThat(refusal).hasMessageStartingWith(file + ": ");
      return null;
    }
  }

  /**
   * Reads a file and measures it. The first reading of its kind also loads classes, whose memory is
   * not that of the file, so one that needs too much is measured again.
   */
  private @Nullable OnnxGraph read(byte[] bytes, boolean plain) {
    long limit = FOR_ANY + PER_BYTE * bytes.length;
    OnnxOptions options = OnnxOptions.defaults().withFolding(!plain).withRecognition(!plain);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    OnnxGraph graph = null;
    long allocated = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 2 && allocated >= limit; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        graph = OnnxModel.load("m.onnx", new ByteArrayInputStream(bytes), options);
      } catch (OnnxException refusal) {
        assertThat(refusal).hasMessageStartingWith("m.onnx: ");
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isLessThan(limit);
    most = Math.max(most, (allocated - FOR_ANY) / (double) bytes.length);
    return graph;
  }
}
