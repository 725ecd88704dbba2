package dev.forja.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.op.FusedConv2dOp.Step;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A fused convolution has the bits of its ops one after the other, its gradients too. */
final class FusedConv2dOpTest {
  private final Random random = new Random(61);

  private static Tensor normal(int... shape) {
    return Tensor.randn(shape);
  }

  private static void assertSameBits(String what, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    float[] a = actual.toFloats();
    float[] e = expected.toFloats();
    for (int i = 0; i < a.length; i++) {
      assertThat(Float.floatToRawIntBits(a[i]))
          .as("%s, element %d: %s and %s", what, i, a[i], e[i])
          .isEqualTo(Float.floatToRawIntBits(e[i]));
    }
  }

  /** Steps of every kind, in random order, with inputs of random shapes. */
  private List<Step> steps(int[] result, List<Tensor> inputs) {
    List<Step> steps = new ArrayList<>();
    int channels = result[1];
    for (int i = random.nextInt(5); i >= 0; i--) {
      switch (random.nextInt(3)) {
        case 0 -> {
          UnaryKind[] kinds = {
            UnaryKind.RELU, UnaryKind.HARDSWISH, UnaryKind.SILU, UnaryKind.SIGMOID
          };
          steps.add(new Step(new UnaryOp(kinds[random.nextInt(kinds.length)]), 1, 0));
        }
        case 1 -> {
          int[][] shapes = {
            {1},
            {},
            {1, 1, 1, 1},
            {channels, 1, 1},
            {1, channels, 1, 1},
            {result[0], channels, 1, 1},
            {result[0], 1, 1, 1},
            {result[2], result[3]},
            {result[3]},
            result
          };
          inputs.add(normal(shapes[random.nextInt(shapes.length)]));
          List<BinaryKind> kinds = List.of(BinaryKind.values());
          BinaryKind kind = kinds.get(random.nextInt(kinds.size()));
          steps.add(new Step(new BinaryOp(kind), 2, random.nextInt(2)));
        }
        default -> {
          boolean affine = random.nextBoolean();
          inputs.add(normal(channels));
          inputs.add(normal(channels).square().add(0.5f));
          if (affine) {
            inputs.add(normal(channels));
            inputs.add(normal(channels));
          }
          steps.add(new Step(new BatchNormEvalOp(1e-3), affine ? 5 : 3, 0));
        }
      }
    }
    return steps;
  }

  private static Tensor oneByOne(FusedConv2dOp op, Tensor[] inputs) {
    int from = op.bias() ? 3 : 2;
    Tensor result = Tensor.apply(op.conv(), Arrays.copyOf(inputs, from));
    for (Step step : op.steps()) {
      List<Tensor> given =
          new ArrayList<>(Arrays.asList(inputs).subList(from, from + step.inputs() - 1));
      given.add(step.place(), result);
      result = Tensor.apply(step.op(), given.toArray(Tensor[]::new));
      from += step.inputs() - 1;
    }
    return result;
  }

  private void check(int images, int in, int out, int groups, int kernel, int stride, int size) {
    Randoms.callWith(
        new Philox(random.nextInt(1000)),
        () -> {
          ConvWindow window = ConvWindow.of(stride, kernel / 2, 1);
          Conv2dOp conv = new Conv2dOp(window, window, groups);
          boolean bias = random.nextBoolean();
          List<Tensor> inputs = new ArrayList<>();
          inputs.add(normal(images, in, size, size + 3));
          inputs.add(normal(out, in / groups, kernel, kernel));
          if (bias) {
            inputs.add(normal(out));
          }
          int[] shape = NoGrad.call(() -> Tensor.apply(conv, inputs.get(0), inputs.get(1))).shape();
          FusedConv2dOp op = new FusedConv2dOp(conv, bias, steps(shape, inputs));
          Tensor[] all = inputs.toArray(Tensor[]::new);
          assertSameBits(
              op.toString(),
              NoGrad.call(() -> Tensor.apply(op, all)),
              NoGrad.call(() -> oneByOne(op, all)));
          if (images * out * size < 500) {
            gradients(op, all);
          }
          return all;
        });
  }

  private static void gradients(FusedConv2dOp op, Tensor[] inputs) {
    Tensor[] copies =
        Arrays.stream(inputs).map(x -> Tensor.of(x.toFloats(), x.shape())).toArray(Tensor[]::new);
    inputs[0].requiresGrad(true);
    inputs[1].requiresGrad(true);
    copies[0].requiresGrad(true);
    copies[1].requiresGrad(true);
    Tensor.apply(op, inputs).sum().backward();
    oneByOne(op, copies).sum().backward();
    for (int i = 0; i < 2; i++) {
      Tensor mine = inputs[i].grad();
      Tensor other = copies[i].grad();
      assertThat(mine == null).isEqualTo(other == null);
      if (mine != null && other != null) {
        assertSameBits("gradient %d of %s".formatted(i, op), mine, other);
      }
    }
  }

  @Test
  void theBitsOfTheOpsOneAfterTheOther() {
    for (int i = 0; i < 60; i++) {
      int channels = 1 + random.nextInt(9);
      int images = 1 + random.nextInt(3);
      int size = 3 + random.nextInt(i % 6 == 0 ? 60 : 9);
      int stride = 1 + random.nextInt(2);
      check(images, channels, 1 + random.nextInt(20), 1, 1, 1, size);
      check(images, channels, 1 + random.nextInt(20), 1, 3, stride, size);
      check(images, channels, channels, channels, 3, stride, size);
      check(images, channels, channels, channels, 5, stride, size);
    }
  }

  @Test
  void severalPartsBandsAndTasks() {
    check(1, 70, 40, 1, 1, 1, 70);
    check(2, 16, 33, 1, 3, 1, 90);
    check(1, 24, 24, 24, 3, 1, 120);
    check(1, 24, 24, 24, 5, 2, 120);
  }

  @Test
  void whatCannotFollowIsRefused() {
    assertThatThrownBy(() -> new Step(new SumOp(false, 0), 1, 0))
        .hasMessage("fused_conv2d: sum with 1 inputs, at place 0, cannot follow a convolution");
    assertThatThrownBy(() -> new Step(new BatchNormEvalOp(0), 5, 1))
        .hasMessageContaining("at place 1");
    FusedConv2dOp sum =
        new FusedConv2dOp(
            Conv2dOp.PLAIN, false, List.of(new Step(new BinaryOp(BinaryKind.ADD), 2, 0)));
    assertThatThrownBy(
            () -> Tensor.apply(sum, normal(1, 2, 3, 3), normal(1, 2, 1, 1), normal(2, 1, 3, 3)))
        .hasMessageContaining("expected no other shape");
    FusedConv2dOp norm =
        new FusedConv2dOp(Conv2dOp.PLAIN, false, List.of(new Step(new BatchNormEvalOp(0), 3, 0)));
    assertThatThrownBy(
            () -> Tensor.apply(norm, normal(2, 3, 3), normal(1, 2, 1, 1), normal(3), normal(3)))
        .hasMessageContaining("input [2, 3, 3]: batch norm expects [n, c, h, w]");
  }
}
