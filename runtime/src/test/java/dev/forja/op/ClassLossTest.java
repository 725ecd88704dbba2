package dev.forja.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Losses and gradients as computed by PyTorch 2.13, to six digits. */
class ClassLossTest {
  private static final float[] SCORES = {1, 2, 0.5f, 0.1f, -1, 3};
  private static final NdArray WEIGHT = array(new float[] {0.5f, 1, 2}, 3);
  private static final Reduction MEAN = Reduction.MEAN;

  private static NdArray array(float[] data, int... shape) {
    return NdArray.dense(Storage.of(data), shape);
  }

  private static NdArray classes(long... classes) {
    return NdArray.dense(Storage.of(classes), classes.length);
  }

  private static void check(Op op, float[] losses, float[] gradient, NdArray... inputs) {
    OpResult computed = op.forward(inputs, Allocator.HEAP);
    assertThat(computed.output(0).floats())
        .usingComparatorWithPrecision(2e-6f)
        .containsExactly(losses);
    TensorType[] types = new TensorType[inputs.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = TensorType.of(inputs[i]);
    }
    NdArray ones = Allocator.HEAP.floats(computed.output(0).shape());
    Arrays.fill(ones.floats(), 1f);
    boolean[] needed = new boolean[inputs.length];
    needed[0] = true;
    SavedForBackward saved = SavedForBackward.of(types, op.shapes(types), computed);
    @Nullable NdArray[] gradients =
        op.backward(saved, new NdArray[] {ones}, needed, Allocator.HEAP);
    assertThat(Objects.requireNonNull(gradients[0]).copy(Allocator.HEAP).floats())
        .usingComparatorWithPrecision(2e-6f)
        .containsExactly(gradient);
  }

  private static NdArray scores() {
    return array(SCORES.clone(), 2, 3);
  }

  @Test
  void classIndices() {
    check(
        CrossEntropyOp.MEAN,
        new float[] {2.467572f},
        new float[] {0.115612f, 0.314266f, -0.429878f, -0.474368f, 0.008532f, 0.465836f},
        scores(),
        classes(2, 0));
  }

  @Test
  void weightsDivideTheMean() {
    float[] gradient = {0.184979f, 0.502825f, -0.687805f, -0.189747f, 0.003413f, 0.186334f};
    check(CrossEntropyOp.MEAN, new float[] {2.16565f}, gradient, scores(), classes(2, 0), WEIGHT);
  }

  @Test
  void weightsAndSmoothing() {
    check(
        new CrossEntropyOp(MEAN, -100, 0.2f),
        new float[] {2.021133f},
        new float[] {0.156231f, 0.434257f, -0.590487f, -0.160347f, -0.022344f, 0.18269f},
        scores(),
        classes(2, 0),
        WEIGHT);
    check(
        new CrossEntropyOp(MEAN, 0, 0.2f),
        new float[] {1.742338f},
        new float[] {0.195289f, 0.542821f, -0.738109f, 0, 0, 0},
        scores(),
        classes(2, 0),
        WEIGHT);
    check(
        new CrossEntropyOp(Reduction.SUM, -100, 0.1f),
        new float[] {4.808476f},
        new float[] {0.197891f, 0.595198f, -0.793089f, -0.88207f, -0.016269f, 0.898339f},
        scores(),
        classes(2, 0));
  }

  @Test
  void anIgnoredTargetLosesNothing() {
    check(
        new CrossEntropyOp(Reduction.NONE, 0, 0),
        new float[] {3.928738f, 0},
        new float[] {0.462448f, 1.257063f, -1.719511f, 0, 0, 0},
        scores(),
        classes(2, 0),
        WEIGHT);
  }

  @Test
  void theMeanOfNothingIsNotANumber() {
    check(
        CrossEntropyOp.MEAN, new float[] {Float.NaN}, new float[6], scores(), classes(-100, -100));
  }

  @Test
  void probabilities() {
    check(
        new CrossEntropyOp(MEAN, -100, 0.1f),
        new float[] {2.32673f},
        new float[] {0.105826f, 0.280973f, -0.386798f, -0.124195f, -0.190296f, 0.314491f},
        scores(),
        array(new float[] {0.2f, 0.3f, 0.5f, 0.6f, 0.4f, 0}, 2, 3),
        WEIGHT);
  }

  @Test
  void classesStandInTheSecondDimension() {
    check(
        CrossEntropyOp.MEAN,
        new float[] {2.787538f},
        new float[] {0.382731f, 0.086181f, 0.232138f, -0.320443f, -0.61487f, 0.234263f},
        array(SCORES.clone(), 1, 3, 2),
        NdArray.dense(Storage.of(new long[] {2, 1}), 1, 2),
        WEIGHT);
  }

  @Test
  void likelihoodOfLogarithms() {
    NdArray logarithms =
        new LogSoftmaxOp(1).forward(new NdArray[] {scores()}, Allocator.HEAP).output(0);
    check(
        new NllOp(MEAN, -100),
        new float[] {2.16565f},
        new float[] {0, 0, -0.8f, -0.2f, 0, 0},
        logarithms,
        classes(2, 0),
        WEIGHT);
  }

  @Test
  void aTargetThatIsNoClassIsNamed() {
    assertThatThrownBy(
            () ->
                CrossEntropyOp.MEAN.forward(
                    new NdArray[] {scores(), classes(0, 3)}, Allocator.HEAP))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(
            "cross_entropy: target 3 at position 1 is none of 3 classes, nor the ignored index"
                + " -100");
  }
}
