package dev.forja.op;

import static dev.forja.op.OpCase.constant;
import static dev.forja.op.OpCase.floats;
import static dev.forja.op.OpCase.longs;
import static dev.forja.op.OpCase.positive;

import dev.forja.op.FusedConv2dOp.Step;
import dev.forja.op.OpCase.Input;
import java.util.List;

/** The rows of {@link OpTable} for images: convolution, pooling, batch norm. */
final class VisionRows {
  private final List<OpCase> rows;

  private VisionRows(List<OpCase> rows) {
    this.rows = rows;
  }

  static void add(List<OpCase> rows) {
    VisionRows vision = new VisionRows(rows);
    vision.convolutions();
    vision.fusedConvolutions();
    vision.transposedConvolutions();
    vision.pooling();
    vision.batchNorm();
    vision.windows();
    vision.maxima();
  }

  private void row(Op op, Input... inputs) {
    rows.add(new OpCase(op, inputs));
  }

  private void convolutions() {
    ConvWindow one = ConvWindow.of(1, 1, 1);
    row(Conv2dOp.PLAIN, floats(2, 2, 4, 3), floats(3, 2, 2, 2), floats(3));
    row(Conv2dOp.PLAIN, floats(2, 4, 3), floats(3, 2, 1, 1));
    row(new Conv2dOp(one, one, 1), floats(1, 2, 3, 4), floats(2, 2, 3, 3), floats(2));
    row(
        new Conv2dOp(ConvWindow.of(2, 1, 1), ConvWindow.of(1, 0, 2), 2),
        floats(1, 2, 4, 5),
        floats(4, 1, 2, 3),
        floats(4));
    row(
        new Conv2dOp(ConvWindow.same(2, 1), ConvWindow.same(4, 1), 3),
        floats(1, 3, 2, 5),
        floats(3, 1, 2, 4));
  }

  private void fusedConvolutions() {
    Step sum = new Step(new BinaryOp(BinaryKind.ADD), 2, 0);
    Step product = new Step(new BinaryOp(BinaryKind.MUL), 2, 1);
    Step norm = new Step(new BatchNormEvalOp(0.1), 5, 0);
    ConvWindow one = ConvWindow.of(1, 1, 1);
    row(
        new FusedConv2dOp(
            new Conv2dOp(one, one, 1),
            true,
            List.of(norm, sum, new Step(new UnaryOp(UnaryKind.TANH), 1, 0), product)),
        floats(2, 2, 3, 4),
        floats(3, 2, 3, 3),
        floats(3),
        constant(floats(3)),
        constant(positive(3)),
        positive(3),
        floats(3),
        floats(2, 3, 3, 4),
        floats(3, 1, 1));
    row(
        new FusedConv2dOp(Conv2dOp.PLAIN, false, List.of(product, sum, sum)),
        floats(2, 4, 3),
        floats(3, 2, 1, 1),
        floats(1),
        floats(4, 1),
        floats(3, 4, 3));
  }

  private void transposedConvolutions() {
    ConvWindow two = ConvWindow.of(2, 1, 1);
    row(
        new ConvTranspose2dOp(two, ConvWindow.of(1, 0, 2), 1, 0, 2),
        floats(1, 4, 2, 3),
        floats(4, 1, 3, 2),
        floats(2));
    row(
        new ConvTranspose2dOp(ConvWindow.ONE, ConvWindow.ONE, 0, 0, 1),
        floats(2, 3, 2),
        floats(2, 3, 2, 2));
  }

  private void pooling() {
    row(new MaxPool2dOp(PoolWindow.of(2), PoolWindow.of(2)), floats(2, 1, 4, 5));
    row(
        new MaxPool2dOp(new PoolWindow(3, 2, 1, 1, true), new PoolWindow(2, 1, 0, 2, false)),
        floats(2, 4, 4));
    row(new AvgPool2dOp(PoolWindow.of(2), PoolWindow.of(3), true, 0), floats(2, 1, 4, 6));
    PoolWindow ceil = new PoolWindow(3, 2, 1, 1, true);
    row(new AvgPool2dOp(ceil, ceil, true, 0), floats(1, 2, 4, 5));
    row(new AvgPool2dOp(ceil, ceil, false, 0), floats(2, 4, 5));
    row(new AvgPool2dOp(PoolWindow.of(2), ceil, false, 3), floats(1, 1, 4, 4));
    row(new AdaptiveAvgPool2dOp(1, 1), floats(2, 2, 3, 2));
    row(new AdaptiveAvgPool2dOp(3, AdaptiveAvgPool2dOp.KEEP), floats(2, 5, 2));
  }

  private void windows() {
    row(new WindowsOp(0, 2, ConvWindow.ONE), floats(4));
    row(new WindowsOp(1, 3, new ConvWindow(2, 1, 2, 1)), floats(2, 5, 3));
    row(new WindowsOp(2, 2, ConvWindow.of(1, 1, 2)), floats(1, 2, 4, 2));
    row(new WindowSumsOp(0, 4, ConvWindow.ONE), floats(2, 3));
    row(new WindowSumsOp(1, 5, new ConvWindow(2, 1, 2, 1)), floats(2, 3, 3, 2));
    row(new WindowSumsOp(2, 4, ConvWindow.of(1, 1, 2)), floats(1, 2, 2, 4, 2));
  }

  private void maxima() {
    PoolWindow padded = new PoolWindow(3, 2, 1, 1, true);
    PoolWindow dilated = new PoolWindow(2, 1, 1, 2, false);
    row(new MaxPoolOp(List.of(padded)), floats(2, 5));
    row(new MaxPoolOp(List.of(PoolWindow.of(2), padded)), floats(1, 2, 4, 3));
    row(new MaxPoolOp(List.of(dilated, PoolWindow.of(1), padded)), floats(2, 3, 2, 4));
    row(new AdaptiveMaxPoolOp(Ints.of(2)), floats(2, 2, 5));
    row(new AdaptiveMaxPoolOp(Ints.of(3, AdaptiveAvgPool2dOp.KEEP)), floats(2, 4, 2));
    row(new AdaptiveMaxPoolOp(Ints.of(1, 2, 2)), floats(1, 3, 2, 4));
    Input places = longs(new int[] {2, 3}, 0, 4, 2, 1, 3, 0);
    row(new MaxUnpoolOp(Ints.of(5), false), floats(2, 3), places);
    row(
        new MaxUnpoolOp(Ints.of(3, 2), false),
        floats(1, 2, 2),
        longs(new int[] {1, 2, 2}, 5, 0, 1, 2));
    row(new MaxUnpoolOp(Ints.of(4), true), floats(1, 3), longs(new int[] {1, 3}, 2, 2, 0));
    row(new RreluOp(0.1f, 0.3f, 5, 7), floats(3, 4));
  }

  private void batchNorm() {
    row(new BatchNormOp(0.1), floats(4, 2), positive(2), floats(2));
    row(new BatchNormOp(0.1), floats(2, 3, 4));
    row(new BatchNormOp(0.1), floats(2, 2, 2, 3), positive(2), floats(2));
    Input mean = constant(floats(2));
    Input variance = constant(positive(2));
    row(new BatchNormEvalOp(0.1), floats(1, 2), mean, variance);
    row(new BatchNormEvalOp(0.1), floats(2, 2, 3), mean, variance, positive(2), floats(2));
  }
}
