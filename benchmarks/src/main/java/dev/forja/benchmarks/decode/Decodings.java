package dev.forja.benchmarks.decode;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.peer.LlamaFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cases of both workloads: one random Llama, which every entrant runs. */
final class Decodings {
  /**
   * For float32 through all layers, of which llama.cpp differs by 3e-4 from the others. One token
   * that differs changes the scores after it by about as much as the largest.
   */
  private static final double TOLERANCE = 1e-3;

  private static final LlamaSize TINY = new LlamaSize(101, 64, 2, 4, 2, 96);
  private static final LlamaSize LARGE = new LlamaSize(32_000, 768, 12, 12, 4, 2048);

  private Decodings() {}

  static List<Case> of(boolean tiny, List<Task> tasks) {
    RandomLlama llama = new RandomLlama(tiny ? TINY : LARGE);
    Optional<Path> libraries = LlamaFiles.folder();
    return tasks.stream().map(task -> of(llama, task, libraries)).toList();
  }

  private static Case of(RandomLlama llama, Task task, Optional<Path> libraries) {
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(new Entrant("Forja", () -> new ForjaDecoding(llama, task)));
    libraries.ifPresent(
        folder ->
            entrants.add(
                new Entrant("llama.cpp", () -> new LlamaCppDecoding(llama, task, folder))));
    entrants.add(new Entrant("libtorch", () -> new TorchDecoding(llama, task)));
    if (task.writes()) {
      long elements = llama.size().multiplied() + task.prompt() * llama.size().cached();
      entrants.add(Entrant.yardstick("reading", () -> new Reading(elements, task.steps())));
    }
    String label =
        task.writes()
            ? "%d tokens after %d".formatted(task.steps(), task.prompt())
            : "%d tokens".formatted(task.prompt());
    return new Case(label, task.tokens(), Case.Unit.TOKEN, TOLERANCE, entrants);
  }
}
