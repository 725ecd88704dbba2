package dev.forja.benchmarks.minilm;

import dev.forja.demo.minilm.MiniLm;
import dev.forja.demo.search.Corpus;
import dev.forja.demo.search.Passage;
import dev.forja.models.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Real passages as token ids, in the batches that embedders form of them.
 *
 * @param batches the ids of each text of each batch
 */
record Passages(List<List<int[]>> batches) {
  /** Every {@code step}-th of the batches of all passages of Moby-Dick. */
  static Passages of(MiniLm model, int step) {
    List<int[]> ids = new ArrayList<>();
    for (Passage passage : Corpus.mobyDick().passages()) {
      ids.add(model.tokens(passage.text()).ids());
    }
    List<int[]> plan = Batches.plan(ids.stream().mapToInt(text -> text.length).toArray());
    List<List<int[]>> batches = new ArrayList<>();
    for (int i = 0; i < plan.size(); i += step) {
      batches.add(Arrays.stream(plan.get(i)).mapToObj(ids::get).toList());
    }
    return new Passages(batches);
  }

  /** The number of tokens in the texts, without padding. */
  long tokens() {
    return batches.stream().flatMap(List::stream).mapToLong(text -> text.length).sum();
  }

  int texts() {
    return batches.stream().mapToInt(List::size).sum();
  }
}
