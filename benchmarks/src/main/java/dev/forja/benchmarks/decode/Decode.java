package dev.forja.benchmarks.decode;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Workload;
import java.util.List;

/** Writing tokens one by one, after a short and after a long text. */
public final class Decode implements Workload {
  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String description() {
    return "A Llama of 125 million float32 weights writes tokens, beside llama.cpp and libtorch;"
        + " 'reading' only reads as many bytes, so its column is the share of the bandwidth.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    List<Task> tasks = tiny ? List.of(new Task(5, 3)) : List.of(new Task(16, 8), new Task(1000, 8));
    return Decodings.of(tiny, tasks);
  }
}
