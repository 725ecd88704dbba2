package dev.forja.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares broadcasting with its definition, element by element. */
class BroadcastPropertyTest {
  record Pair(NdArray a, NdArray b, int[] shape) {}

  /**
   * A shape of a result and two operands, in which each dimension may have size 1 or be omitted.
   */
  @Provide
  Arbitrary<Pair> pairs() {
    Arbitrary<int[]> shapes = Arbitraries.integers().between(0, 4).array(int[].class).ofMaxSize(4);
    return Combinators.combine(shapes, Arbitraries.randoms())
        .as(
            (shape, random) -> {
              NdArray a = operand(shape, random);
              NdArray b = operand(shape, random);
              return new Pair(a, b, Shapes.broadcast("pair", a.shape(), b.shape()));
            });
  }

  private static NdArray operand(int[] shape, Random random) {
    int rank = random.nextInt(shape.length + 1);
    int[] own = new int[rank];
    for (int d = 0; d < rank; d++) {
      own[d] = random.nextInt(3) == 0 ? 1 : shape[shape.length - rank + d];
    }
    float[] data = new float[Shapes.count(own)];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextInt(20) + 1; // integers, so that every order of summation is exact
    }
    NdArray dense = NdArray.dense(Storage.of(data), own);
    return random.nextBoolean() ? dense : GradientTest.asView(dense);
  }

  private static int[] index(int flat, int[] shape) {
    int[] index = new int[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = flat % shape[d];
      flat /= shape[d];
    }
    return index;
  }

  /** The offset of the element of an operand that belongs to an index of the result. */
  private static int place(NdArray array, int[] index) {
    int place = array.offset();
    for (int d = 0; d < array.rank(); d++) {
      int i = index[index.length - array.rank() + d];
      place += array.shape()[d] == 1 ? 0 : i * array.strides()[d];
    }
    return place;
  }

  @Property(tries = 500)
  void binaryIsByIndex(@ForAll("pairs") Pair pair, @ForAll BinaryKind f) {
    NdArray y = Broadcast.binary(f, pair.a, pair.b, pair.shape, new CheckedAllocator());
    assertThat(y.shape()).isEqualTo(pair.shape);
    for (int i = 0; i < y.count(); i++) {
      int[] index = index(i, pair.shape);
      float a = pair.a.floats()[place(pair.a, index)];
      float b = pair.b.floats()[place(pair.b, index)];
      float expected =
          switch (f) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
          };
      assertThat(y.floats()[y.offset() + i]).isEqualTo(expected);
    }
  }

  @Property(tries = 500)
  void reduceSumsWhatWasRepeated(@ForAll("pairs") Pair pair) {
    NdArray gradient = pair.b.expand(pair.shape);
    NdArray reduced = Broadcast.reduce(gradient, pair.a.shape(), new CheckedAllocator());
    assertThat(reduced.shape()).isEqualTo(pair.a.shape());
    NdArray sums = Allocator.HEAP.zeros(pair.a.shape());
    for (int i = 0; i < Shapes.count(pair.shape); i++) {
      int[] index = index(i, pair.shape);
      sums.floats()[place(sums, index)] += gradient.floats()[place(gradient, index)];
    }
    assertThat(reduced.copy(Allocator.HEAP).floats()).containsExactly(sums.floats());
  }
}
