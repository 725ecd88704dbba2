package dev.forja.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.data.TensorDataset.Batch;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DataLoaderTest {
  /** Example i is the vector (i, i); its target is 10 i. */
  private static TensorDataset counting(int n) {
    float[] inputs = new float[2 * n];
    long[] targets = new long[n];
    for (int i = 0; i < n; i++) {
      inputs[2 * i] = i;
      inputs[2 * i + 1] = i;
      targets[i] = 10L * i;
    }
    return TensorDataset.of(Tensor.of(inputs, n, 2), Tensor.of(targets, n));
  }

  private static List<Long> targets(Iterable<Batch> batches) {
    List<Long> all = new ArrayList<>();
    for (Batch batch : batches) {
      for (long target : batch.target().toLongs()) {
        all.add(target);
      }
    }
    return all;
  }

  @Test
  void givesBatchesInOrderTheLastOneSmaller() {
    DataLoader<Batch> loader = DataLoader.of(counting(5), 2);
    List<Batch> batches = new ArrayList<>();
    loader.epoch(0).forEach(batches::add);
    assertThat(loader.batches()).isEqualTo(3);
    assertThat(batches).extracting(Batch::size).containsExactly(2, 2, 1);
    assertThat(batches.get(1).input().toFloats()).containsExactly(2, 2, 3, 3);
    assertThat(batches.get(1).target().toLongs()).containsExactly(20, 30);
  }

  @Test
  void canLeaveOutABatchThatIsNotFull() {
    DataLoader<Batch> loader = DataLoader.of(counting(5), 2).dropLast();
    assertThat(targets(loader.epoch(0))).containsExactly(0L, 10L, 20L, 30L);
    assertThat(loader.batches()).isEqualTo(2);
    assertThat(loader.examples()).isEqualTo(4);
    assertThat(DataLoader.of(counting(1), 2).dropLast().epoch(0)).isEmpty();
  }

  @Property(tries = 100)
  void everyEpochIsAPermutation(
      @ForAll @IntRange(max = 70) int size,
      @ForAll long seed,
      @ForAll @IntRange(max = 99) int epoch) {
    int[] order = DataLoader.of(counting(size), 3).shuffled(seed).order(epoch);
    assertThat(Arrays.stream(order).sorted())
        .containsExactly(IntStream.range(0, size).boxed().toArray(Integer[]::new));
  }

  /**
   * Each of the 6 orders of 3 examples occurs 1000 times in 6000 epochs, within 5 standard
   * deviations.
   */
  @Test
  void everyPermutationIsAsLikely() {
    DataLoader<Batch> loader = DataLoader.of(counting(3), 1).shuffled(1);
    int[] seen = new int[9];
    for (int epoch = 0; epoch < 6000; epoch++) {
      int[] order = loader.order(epoch);
      seen[3 * order[0] + order[1]]++;
    }
    double deviation = Math.sqrt(6000 * (1 / 6.0) * (5 / 6.0));
    assertThat(Arrays.stream(seen).filter(count -> count > 0))
        .hasSize(6)
        .allSatisfy(count -> assertThat(Math.abs(count - 1000.0)).isLessThan(5 * deviation));
  }

  @Test
  void theOrderDependsOnSeedAndEpochAlone() {
    DataLoader<Batch> one = DataLoader.of(counting(40), 8).shuffled(7);
    DataLoader<Batch> two = DataLoader.of(counting(40), 16).shuffled(7);
    List<Long> first = targets(one.epoch(0));
    assertThat(first).isEqualTo(targets(two.epoch(0)));
    assertThat(targets(one.epoch(1)))
        .isNotEqualTo(first)
        .containsExactlyInAnyOrderElementsOf(first);
    assertThat(DataLoader.of(counting(40), 8).shuffled(8).order(0)).isNotEqualTo(one.order(0));
  }

  @Test
  void goesOnAtAnyEpochAndBatch() {
    List<Long> third = targets(DataLoader.of(counting(40), 8).shuffled(7).epoch(2));
    DataLoader<Batch> resumed = DataLoader.of(counting(40), 8).shuffled(7);
    assertThat(targets(resumed.epoch(2, 3))).isEqualTo(third.subList(24, 40));
    assertThat(resumed.epoch(2, 5)).isEmpty();
    for (int outside : new int[] {-1, 6}) {
      assertThatThrownBy(() -> resumed.epoch(2, outside))
          .hasMessage("DataLoader: firstBatch is %d, but the epoch has 5 batches", outside);
    }
  }

  /**
   * The examples that a loop sees do not depend on other loops: earlier, enclosing, nested, aborted
   * or concurrent ones.
   */
  @Test
  void loopsDoNotDisturbEachOther() throws Exception {
    DataLoader<Batch> loader = DataLoader.of(counting(40), 8).shuffled(7);
    List<Long> expected = targets(loader.epoch(1));
    Iterable<Batch> epoch = loader.epoch(1);
    for (Batch batch : epoch) {
      assertThat(batch.size()).isEqualTo(8);
      break;
    }
    List<Long> outer = new ArrayList<>();
    for (Batch batch : epoch) {
      for (long target : batch.target().toLongs()) {
        outer.add(target);
      }
      assertThat(targets(epoch)).isEqualTo(expected);
      assertThat(targets(loader.epoch(0))).isNotEqualTo(expected);
    }
    assertThat(outer).isEqualTo(expected);
    Iterator<Batch> asked = epoch.iterator();
    for (int i = 0; i < 9; i++) {
      assertThat(asked.hasNext()).isTrue();
    }
    assertThat(targets(() -> asked)).isEqualTo(expected);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<Long>>> loops = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        loops.add(threads.submit(() -> targets(epoch)));
      }
      for (Future<List<Long>> loop : loops) {
        assertThat(loop.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> DataLoader.of(counting(3), 0)).hasMessageContaining("batchSize is 0");
    assertThatThrownBy(() -> DataLoader.of(counting(3), 1).epoch(-1))
        .hasMessageContaining("epoch is -1");
    assertThatThrownBy(() -> TensorDataset.of(Tensor.zeros(3, 2), Tensor.zeros(4)))
        .hasMessageContaining("inputs [3, 2] and targets [4]");
    Iterator<Batch> empty = DataLoader.of(counting(0), 2).epoch(0).iterator();
    assertThatThrownBy(empty::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aDataSetCanBeCutAndGivenAnotherForm() {
    Dataset<Batch> tail = counting(10).slice(7, 3);
    assertThat(tail.size()).isEqualTo(3);
    assertThat(tail.batch(0, 2).target().toLongs()).containsExactly(70, 90);
    assertThatThrownBy(() -> tail.batch(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tail.slice(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    Dataset<Integer> sizes = tail.map(Batch::size);
    assertThat(sizes.batch(0, 1)).isEqualTo(2);
    assertThat(sizes.size()).isEqualTo(3);
  }
}
