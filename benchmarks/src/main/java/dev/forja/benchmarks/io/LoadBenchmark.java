package dev.forja.benchmarks.io;

import dev.forja.module.LoadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Loads a safetensors file of 90 MB into a model, compared with reading the bytes of the file. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LoadBenchmark {
  private final LargeInvoker model = LargeInvoker.of();
  private Path file;

  /** Writes the file. */
  @Setup
  public void save() throws IOException {
    file = Files.createTempFile("large", ".safetensors");
    model.save(file);
  }

  /** Deletes it. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** Reads only the bytes. */
  @Benchmark
  public byte[] readAllBytes() throws IOException {
    return Files.readAllBytes(file);
  }

  /** Checks and then overwrites the parameters of the model. */
  @Benchmark
  public LoadReport load() throws IOException {
    return model.load(file);
  }
}
