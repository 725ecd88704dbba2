package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.TensorType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * During the backward pass, tensors saved by forward and used gradients become unreachable step by
 * step.
 */
class BackwardMemoryTest {
  private static final int STEPS = 6;

  private final List<WeakReference<Storage>> saved = new ArrayList<>();
  private final List<WeakReference<Storage>> gradients = new ArrayList<>();
  private final List<Long> savedAlive = new ArrayList<>();
  private final List<Long> gradientsAlive = new ArrayList<>();

  /**
   * Doubles its input, saves an array of its own, and counts in backward which arrays are still
   * reachable.
   */
  private record Counting(BackwardMemoryTest test) implements Op {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public TensorType[] shapes(TensorType... inputs) {
      return inputs[0].alone();
    }

    @Override
    public OpResult forward(NdArray[] inputs, Allocator allocator) {
      NdArray own = allocator.zeros(3);
      test.saved.add(new WeakReference<>(own.storage()));
      return OpResult.of(inputs[0].copy(allocator)).saving(own);
    }

    @Override
    public @Nullable NdArray[] backward(
        SavedForBackward saved,
        @Nullable NdArray[] gradOutputs,
        boolean[] needed,
        Allocator allocator) {
      test.savedAlive.add(alive(test.saved));
      test.gradientsAlive.add(alive(test.gradients));
      NdArray gradient = allocator.zeros(saved.shape(0));
      test.gradients.add(new WeakReference<>(gradient.storage()));
      return new NdArray[] {gradient};
    }
  }

  private static long alive(List<WeakReference<Storage>> references) {
    long before = Long.MAX_VALUE;
    long now = references.size();
    for (int i = 0; i < 3 || now < before; i++) {
      System.gc();
      before = now;
      now = references.stream().filter(reference -> reference.get() != null).count();
    }
    return now;
  }

  @Test
  void eachStepOfBackwardFreesWhatTheStepsBeforeNeeded() {
    Tensor leaf = Tensor.zeros(4).requiresGrad(true);
    Tensor result = leaf;
    for (int i = 0; i < STEPS; i++) {
      result = Tensor.apply(new Counting(this), result);
    }
    result.sum().backward();
    // The backward of the first op finds all saved arrays reachable; that of each next op finds one
    // less.
    assertThat(savedAlive).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    // Of the intermediate gradients, only the current one is reachable.
    assertThat(gradientsAlive).containsExactly(0L, 1L, 1L, 1L, 1L, 1L);
    assertThat(alive(saved)).isZero();
    assertThat(alive(gradients)).isEqualTo(1); // the gradient of the leaf
    assertThat(leaf.grad()).isNotNull();
    assertThat(result.requiresGrad()).isTrue();
  }

  @Test
  void arraysThatNothingSavedGoWithTheirTensors() {
    Tensor leaf = Tensor.zeros(4).requiresGrad(true);
    List<WeakReference<Storage>> between = new ArrayList<>();
    Tensor result = leaf;
    for (int i = 0; i < STEPS; i++) {
      result = result.add(1);
      between.add(new WeakReference<>(result.array().storage()));
    }
    assertThat(alive(between)).isEqualTo(1);
    assertThat(result.count()).isEqualTo(4);
  }
}
