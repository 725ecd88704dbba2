package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
  private static final String ENDED = "computed in a Workspace that has ended";

  @Test
  void aTensorIsThereUntilTheBlockEndsAndAnErrorAfterwards() {
    Tensor x = Tensor.vector(1, 2, 3);
    Tensor sum;
    Tensor view;
    try (Workspace _ = Workspace.open()) {
      sum = x.add(x);
      view = sum.slice(0, 1, 3);
      assertThat(sum.toFloats()).containsExactly(2, 4, 6);
      assertThat(view.toFloats()).containsExactly(4, 6);
    }
    for (Tensor ended : List.of(sum, view)) {
      assertThatThrownBy(ended::toFloats)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(ENDED)
          .hasMessageContaining("keep(tensor)");
      assertThatThrownBy(() -> ended.mul(2)).hasMessageContaining(ENDED);
      assertThatThrownBy(ended::toString).hasMessageContaining(ENDED);
    }
    assertThat(sum.shape()).containsExactly(3);
    assertThat(x.toFloats()).containsExactly(1, 2, 3);
  }

  @Test
  void whatIsFreedGivesItsMemoryToLaterOpsOfTheBlock() {
    Tensor x = Tensor.vector(1, 2, 3);
    try (Workspace workspace = Workspace.open()) {
      Tensor sum = x.add(x);
      Tensor view = sum.slice(0, 1, 3);
      float[] array = sum.array().floats();
      workspace.free(view);
      for (Tensor ended : List.of(sum, view)) {
        assertThatThrownBy(ended::toFloats).hasMessageContaining(ENDED);
      }
      Tensor product = x.mul(x);
      assertThat(product.array().floats()).isSameAs(array);
      assertThat(product.toFloats()).containsExactly(1, 4, 9);
      workspace.free(sum);
      workspace.free(x);
      assertThat(product.toFloats()).containsExactly(1, 4, 9);
      assertThat(x.toFloats()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void aTensorOfAnInnerBlockIsFreedByTheOneThatKeptIt() {
    Tensor x = Tensor.vector(1, 2, 3);
    try (Workspace outer = Workspace.open()) {
      Tensor kept;
      try (Workspace inner = Workspace.open()) {
        kept = inner.keep(x.add(x));
        outer.free(kept);
      }
      assertThatThrownBy(kept::toFloats).hasMessageContaining(ENDED);
    }
  }

  /**
   * Runs a random program on the heap and repeatedly in blocks. All results are valid until the
   * block ends, and those that were kept stay valid; use of the others is an error, while later
   * blocks reuse their memory.
   */
  @RepeatedTest(20)
  void nothingThatIsStillHeldIsEverOverwritten(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Tensor> kept = new ArrayList<>();
    List<float[]> keptValues = new ArrayList<>();
    List<Tensor> ended = new ArrayList<>();
    for (int block = 0; block < 6; block++) {
      long seed = random.nextLong();
      boolean nested = random.nextBoolean();
      List<float[]> expected = new ArrayList<>();
      program(new Random(seed)).forEach(tensor -> expected.add(tensor.toFloats()));
      try (Workspace outer = Workspace.open();
          Workspace inner = nested ? Workspace.open() : outer) {
        List<Tensor> computed = program(new Random(seed));
        for (int i = 0; i < computed.size(); i++) {
          assertThat(computed.get(i).toFloats()).isEqualTo(expected.get(i));
          if (random.nextInt(4) == 0) {
            kept.add(outer.keep(inner.keep(computed.get(i))));
            keptValues.add(expected.get(i));
          }
        }
        ended.addAll(computed);
      }
      ended.removeIf(tensor -> kept.stream().anyMatch(k -> sameStorage(k, tensor)));
      for (int i = 0; i < kept.size(); i++) {
        assertThat(kept.get(i).toFloats()).isEqualTo(keptValues.get(i));
      }
      for (Tensor tensor : ended) {
        assertThatThrownBy(tensor::toFloats).hasMessageContaining(ENDED);
      }
    }
    assertThat(kept).isNotEmpty();
    assertThat(ended).isNotEmpty();
  }

  private static boolean sameStorage(Tensor a, Tensor b) {
    return a.array().storage() == b.array().storage();
  }

  /** The results of a program of some random steps, including views. */
  private static List<Tensor> program(Random random) {
    List<Tensor> all = new ArrayList<>();
    float[] values = new float[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Tensor first = Tensor.of(values, 4, 6).requiresGrad(random.nextBoolean());
    all.add(first.mul(1.5));
    for (int step = 0; step < 25; step++) {
      Tensor x = all.get(random.nextInt(all.size()));
      Tensor y = all.get(random.nextInt(all.size()));
      all.add(
          switch (random.nextInt(9)) {
            case 0 -> x.add(y);
            case 1 -> x.mul(y).softmax(-1);
            case 2 -> x.transpose(0, 1).matmul(y).matmul(y.transpose(0, 1)).transpose(0, 1);
            case 3 -> x.transpose(0, 1).reshape(4, 6);
            case 4 -> x.gelu();
            case 5 -> Tensor.cat(1, x.slice(1, 0, 3), y.slice(1, 3, 6));
            case 6 -> x.layerNorm(new int[] {6}, null, null, 1e-5);
            case 7 -> x.sub(y.mean(new int[] {1}, true));
            default -> x.flatten().cumsum(0).view(4, 6).clamp(-3, 3);
          });
    }
    return all;
  }

  @Test
  void whatTheInnerBlockKeepsLivesAsLongAsTheOuterOne() {
    Tensor x = Tensor.vector(1, 2);
    Tensor kept;
    Tensor lost;
    try (Workspace _ = Workspace.open()) {
      try (Workspace inner = Workspace.open()) {
        kept = inner.keep(x.mul(3));
        lost = x.mul(4);
      }
      assertThatThrownBy(lost::toFloats).hasMessageContaining(ENDED);
      Tensor later = x.mul(5);
      assertThat(kept.toFloats()).containsExactly(3, 6);
      assertThat(later.toFloats()).containsExactly(5, 10);
    }
    assertThatThrownBy(kept::toFloats).hasMessageContaining(ENDED);
    assertThat(Workspace.call(() -> Workspace.call(() -> x.mul(7))).toFloats())
        .containsExactly(7, 14);
  }

  @Test
  void aBlockEndsWhenItThrowsAndClosingAgainDoesNothing() {
    AtomicReference<Tensor> seen = new AtomicReference<>();
    Tensor x = Tensor.vector(1, 2);
    assertThatThrownBy(
            () ->
                Workspace.run(
                    () -> {
                      seen.set(x.mul(2));
                      x.add(Tensor.zeros(3));
                    }))
        .hasMessageContaining("add: [2] and [3]");
    assertThatThrownBy(seen.get()::toFloats).hasMessageContaining(ENDED);
    Workspace outer = Workspace.open();
    Workspace inner = Workspace.open();
    Tensor y = x.mul(2);
    outer.close();
    inner.close();
    outer.close();
    assertThatThrownBy(y::toFloats).hasMessageContaining(ENDED);
    assertThat(x.mul(2).toFloats()).containsExactly(2, 4);
  }

  @Test
  void otherThreadsTakeNothingFromIt() throws InterruptedException {
    Tensor x = Tensor.vector(1, 2);
    AtomicReference<Tensor> theirs = new AtomicReference<>();
    AtomicReference<Throwable> refused = new AtomicReference<>();
    try (Workspace workspace = Workspace.open()) {
      Runnable close = workspace::close;
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    theirs.set(x.mul(2));
                    try {
                      close.run();
                    } catch (IllegalStateException e) {
                      refused.set(e);
                    }
                  });
      thread.join();
    }
    assertThat(theirs.get().toFloats()).containsExactly(2, 4);
    assertThat(refused.get()).hasMessageContaining("by the thread that opened it");
  }

  @Test
  void gradientsOfLeavesLiveOnAndAreThoseOfThePlainCall() {
    Tensor w = Tensor.of(new float[] {1, -2, 3, 0.5f, 2, -1}, 2, 3).requiresGrad(true);
    Tensor x = Tensor.of(new float[] {0.3f, 1, -1, 2, 0.1f, 0.7f}, 2, 3);
    Supplier<Tensor> loss = () -> x.linear(w, null).gelu().softmax(1).log().mean().add(w.sum());
    loss.get().backward();
    loss.get().backward();
    float[] expected = grad(w);
    w.zeroGrad();
    for (int i = 0; i < 2; i++) {
      Workspace.run(() -> loss.get().backward());
    }
    Workspace.run(() -> x.add(x).mul(x).gelu());
    assertThat(grad(w)).isEqualTo(expected);

    Tensor late = Workspace.call(loss::get);
    assertThatThrownBy(late::backward).hasMessageContaining(ENDED);
    assertThat(grad(w)).isEqualTo(expected);
  }

  private static float[] grad(Tensor leaf) {
    return Objects.requireNonNull(leaf.grad()).toFloats();
  }

  @Test
  void aRepeatedCallNeedsNoMoreArrays() {
    Workspace.run(() -> program(new Random(3)));
    long bytes = Workspace.pooledBytes();
    assertThat(bytes).isGreaterThan(5 * 4 * 6 * Float.BYTES);
    for (int i = 0; i < 3; i++) {
      Workspace.run(() -> program(new Random(3)));
      assertThat(Workspace.pooledBytes()).isLessThanOrEqualTo(bytes);
    }
  }
}
