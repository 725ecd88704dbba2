package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchesTest {
  @Test
  void everyTextIsInOneBatchOfItsLength() {
    Random random = new Random(1);
    int[] lengths = random.ints(2_000, 2, 257).toArray();
    List<int[]> batches = Batches.plan(lengths);
    int[] places = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    assertThat(places).hasSize(lengths.length);
    for (int i = 0; i < places.length; i++) {
      assertThat(places[i]).isEqualTo(i);
    }
    for (int[] batch : batches) {
      int longest = lengths[batch[0]];
      assertThat(Arrays.stream(batch)).allMatch(i -> lengths[i] == longest);
      assertThat(batch.length == 1 || batch.length * longest <= Batches.MOST_TOKENS).isTrue();
    }
  }

  @Test
  void nothingIsNoBatch() {
    assertThat(Batches.plan(new int[0])).isEmpty();
  }
}
