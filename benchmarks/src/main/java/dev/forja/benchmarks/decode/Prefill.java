package dev.forja.benchmarks.decode;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Workload;
import java.util.List;

/** Reading prompts. */
public final class Prefill implements Workload {
  @Override
  public String name() {
    return "prefill";
  }

  @Override
  public String description() {
    return "A Llama of 125 million float32 weights reads a prompt, beside llama.cpp and libtorch.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    List<Task> tasks = tiny ? List.of(new Task(7, 0)) : List.of(new Task(64, 0), new Task(256, 0));
    return Decodings.of(tiny, tasks);
  }
}
