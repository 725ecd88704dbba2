package dev.forja.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArrayPoolTest {
  private final ArrayPool pool = new ArrayPool();

  @Test
  void anArrayGivenBackIsTakenAgainForALengthLikeItsOwn() {
    Storage first = pool.take(DType.F32, 1000);
    float[] array = first.floats();
    pool.giveBack(first);
    assertThatThrownBy(first::floats).hasMessageContaining("Workspace that has ended");
    assertThatThrownBy(first::checkNotEnded).hasMessageContaining("Workspace that has ended");
    assertThatThrownBy(() -> pool.giveBack(first)).isInstanceOf(IllegalStateException.class);
    Storage second = pool.take(DType.F32, 990);
    assertThat(second.floats()).isSameAs(array);
    assertThat(second.length()).isEqualTo(990);
    assertThat(pool.take(DType.F32, 990).floats()).isNotSameAs(array);
    assertThat(pool.take(DType.I32, 990).ints()).hasSizeGreaterThanOrEqualTo(990);
  }

  @Test
  void anArrayOfUpToTwiceTheLengthIsTakenButTheShortestFirst() {
    Storage first = pool.take(DType.F32, 2048);
    Storage second = pool.take(DType.F32, 1536);
    float[] longer = first.floats();
    float[] shorter = second.floats();
    pool.giveBack(first);
    pool.giveBack(second);
    assertThat(pool.bytes()).isEqualTo(4 * (2048 + 1536));
    assertThat(pool.take(DType.F32, 700).floats()).hasSize(704);
    Storage taken = pool.take(DType.F32, 1025);
    assertThat(taken.floats()).isSameAs(shorter);
    assertThat(taken.length()).isEqualTo(1025);
    assertThat(pool.take(DType.F32, 1024).floats()).isSameAs(longer);
    assertThat(pool.bytes()).isZero();
    pool.giveBack(taken);
    assertThat(pool.take(DType.F32, 1536).floats()).isSameAs(shorter);
  }

  @Test
  void lengthsAreRoundedUpByAnEighthAtMost() {
    for (int length = 0; length < 100_000; length = length * 9 / 8 + 1) {
      int rounded = ArrayPool.roundUp(length);
      assertThat(rounded).isBetween(length, Math.max(length + 15, length + length / 8));
      assertThat(ArrayPool.roundUp(rounded)).isEqualTo(rounded);
    }
    assertThat(ArrayPool.roundUp(Integer.MAX_VALUE - 8)).isEqualTo(Integer.MAX_VALUE - 8);
  }

  @Test
  void anArrayThatIsNotNeededForLongIsLetGo() {
    Storage storage = pool.take(DType.I64, 7);
    long[] array = storage.longs();
    pool.giveBack(storage);
    for (int i = 0; i < 16; i++) {
      pool.nextRound();
    }
    Storage again = pool.take(DType.I64, 7);
    assertThat(again.longs()).isSameAs(array);
    pool.giveBack(again);
    for (int i = 0; i < 17; i++) {
      pool.nextRound();
    }
    assertThat(pool.take(DType.I64, 7).longs()).isNotSameAs(array);
  }
}
