package dev.forja.op;

import static dev.forja.op.OpCase.bools;
import static dev.forja.op.OpCase.floats;
import static dev.forja.op.OpCase.fractions;
import static dev.forja.op.OpCase.longs;
import static dev.forja.op.OpCase.positive;

import dev.forja.op.OpCase.Input;
import java.util.List;

/** The rows of {@link OpTable} for sorting, moving elements, norms, attention and distances. */
final class FunctionRows {
  private final List<OpCase> rows;

  private FunctionRows(List<OpCase> rows) {
    this.rows = rows;
  }

  static void add(List<OpCase> rows) {
    FunctionRows more = new FunctionRows(rows);
    more.moves();
    more.reductions();
    more.orders();
    more.attention();
    more.losses();
    more.activations();
    more.norms();
    more.images();
    more.gradients();
  }

  private void row(Op op, Input... inputs) {
    rows.add(new OpCase(op, inputs));
  }

  private void moves() {
    row(new FlipOp(), floats(2, 3));
    row(new FlipOp(0, -1), floats(2, 3, 4));
    row(new FlipOp(1), longs(new int[] {2, 2}, 1, 2, 3, 4));
    row(new RollOp(2, 1), floats(2, 3, 2));
    row(new RollOp(-7, 0), floats(4));
    row(new RollOp(1, 0), bools(new int[] {3}, true, false, false));
    row(new DiagonalOp(0, 1), floats(3, 4));
    row(new DiagonalOp(-1, 0), floats(3, 2, 4));
    row(new TriangleOp(true, 1), floats(2, 3, 4));
    row(new TriangleOp(false, -1), floats(4, 3));
    row(new TriangleOp(false, 0), longs(new int[] {2, 2}, 1, 2, 3, 4));
    row(new TriangleOp(true, 0), bools(new int[] {2, 2}, true, true, true, true));
    Input index = longs(new int[] {2, 2}, 2, 0, 0, 0);
    row(new ScatterAddOp(0), floats(3, 2), index, floats(2, 3));
    row(new ScatterAddOp(1), floats(2, 4), index, floats(3, 2));
    row(new ScatterAddOp(0), longs(1, 2, 3), longs(2, 2, 0), longs(5, 6, 7));
    row(new ScatterAddOp(0), floats(), longs(new int[0], 0), floats());
  }

  private void reductions() {
    for (boolean keep : new boolean[] {false, true}) {
      for (double p : new double[] {1, 1.5, 2, 3, -1, 0.5}) {
        row(new NormOp(p, keep, 1), positive(2, 3, 2));
      }
      row(new NormOp(2, keep), floats(2, 3));
      row(new NormOp(Double.POSITIVE_INFINITY, keep, 0, 2), floats(2, 3, 2));
      row(new NormOp(Double.NEGATIVE_INFINITY, keep, -1), floats(2, 3));
      row(new NormOp(0, keep, -1), floats(2, 3));
      row(new ProdOp(keep), positive(2, 3));
      row(new ProdOp(keep, 0, 2), positive(2, 3, 2));
      row(new ProdOp(keep, 1), longs(new int[] {2, 2}, 1, 2, 3, 4));
      row(new LogSumExpOp(keep), floats(2, 3));
      row(new LogSumExpOp(keep, 1), floats(2, 3, 2));
      for (boolean root : new boolean[] {false, true}) {
        row(new VarianceOp(root, 1, keep), floats(2, 3));
        row(new VarianceOp(root, 0, keep, 0, 2), floats(2, 3, 2));
        row(new VarianceOp(root, 0.5, keep, 1), floats(2, 3, 2));
      }
    }
    row(new NormOp(2, false), floats());
  }

  private void orders() {
    for (boolean descending : new boolean[] {false, true}) {
      row(new SortOp(0, descending, SortOp.ALL), floats(4, 2));
      row(new SortOp(-1, descending, 2), floats(2, 4));
      row(new SortOp(1, descending, 0), floats(2, 3));
      row(new SortOp(0, descending, 1), floats());
      row(new SortOp(1, descending, 2), longs(new int[] {2, 3}, 5, -2, 5, 1, 9, Long.MAX_VALUE));
    }
    row(new CumsumOp(1), floats(2, 3, 2));
    row(new CumsumOp(0), floats());
    row(new CumsumOp(0), longs(3, 1, 2));
  }

  private void attention() {
    AttentionOp plain = new AttentionOp(null, false);
    row(plain, floats(3, 2), floats(4, 2), floats(4, 3));
    row(plain, floats(2, 2, 3), floats(2, 2, 3), floats(2, 2, 3));
    row(new AttentionOp(0.4, true), floats(2, 3, 2), floats(2, 4, 2), floats(2, 4, 3));
    AttentionOp last = new AttentionOp(null, true, true);
    row(last, floats(2, 3, 2), floats(2, 4, 2), floats(2, 4, 3));
    row(last, floats(3, 2), floats(2, 2), floats(2, 3));
    row(plain, floats(2, 2, 2), floats(2, 3, 2), floats(2, 3, 2), floats(2, 1, 3));
    Input mask = bools(new int[] {2, 3}, false, true, true, false, false, false);
    row(plain, floats(2, 2, 2), floats(2, 3, 2), floats(2, 3, 2), mask);
  }

  private void losses() {
    row(new HuberOp(0.7), floats(3, 4));
    Input some = fractions(3, 4);
    row(new BinaryCrossEntropyOp(), some, some);
    Op logits = new BinaryCrossEntropyWithLogitsOp();
    row(logits, floats(3, 4), some);
    row(logits, floats(3, 4), some, positive(4));
    row(new KlDivOp(false), floats(3, 4), positive(4));
    row(new KlDivOp(true), floats(3, 1), floats(3, 4));
  }

  private void activations() {
    row(new LeakyReluOp(0.3f), floats(3, 4));
    row(new EluOp(0.7), floats(3, 4));
    row(new SoftplusOp(1.5, 20), floats(3, 4));
    row(new SoftplusOp(2, -20), floats(3, 4));
    row(new HardtanhOp(-0.5f, 0.7f), floats(3, 4));
    row(new PreluOp(), floats(2, 3, 2), floats(3));
    row(new PreluOp(), floats(2, 3), floats(1));
    row(new PreluOp(), floats(3), floats(3));
    row(new PreluOp(), floats(), floats());
  }

  private void norms() {
    for (boolean centered : new boolean[] {true, false}) {
      row(new LayerNormOp(centered, 0.1, new int[] {4}), floats(3, 4));
      row(new LayerNormOp(centered, 0.1, new int[] {4}), floats(2, 2, 4), floats(4));
      row(
          new LayerNormOp(centered, 0.1, new int[] {2, 3}),
          floats(2, 2, 3),
          floats(2, 3),
          floats(2, 3));
    }
    row(new GroupNormOp(2, 0.1), floats(2, 4, 3));
    row(new GroupNormOp(2, 0.1), floats(2, 4, 2), floats(4), floats(4));
    row(new GroupNormOp(3, 0.1), floats(2, 3, 2, 2), floats(3), floats(3));
    row(new GroupNormOp(1, 0.1), floats(2, 4), floats(4));
    Input ids = longs(2, 0, 1, 2, 2);
    Input offsets = longs(0, 2, 2);
    row(new EmbeddingBagOp(true, 5), floats(3, 4), ids, offsets);
    row(new EmbeddingBagOp(false, 5), floats(3, 4), ids, offsets);
    row(new EmbeddingBagOp(false, 5), floats(3, 4), ids, offsets, floats(5));
    row(new EmbeddingBagMaxOp(2), floats(3, 4), ids, offsets);
  }

  private void gradients() {
    row(new SlopeOp(new UnaryOp(UnaryKind.ABS)), floats(3, 4), floats(3, 4));
    row(new SlopeOp(new LeakyReluOp(0.3f)), floats(2, 3), floats(2, 3));
    row(new BinaryCrossEntropyGradientOp(), floats(3, 4), fractions(3, 4), fractions(3, 4));
    ConvWindow rows = ConvWindow.of(2, 1, 1);
    Conv2dOp conv = new Conv2dOp(rows, ConvWindow.ONE, 1);
    Input x = floats(1, 2, 4, 3);
    Input w = floats(2, 2, 2, 2);
    Input y = floats(1, 2, 3, 2);
    row(new AdjointOp(conv, 0, TensorType.floats(1, 2, 4, 3)), w, y);
    row(new AdjointOp(conv, 1, TensorType.floats(2, 2, 2, 2)), x, y);
    ConvTranspose2dOp transposed = new ConvTranspose2dOp(rows, ConvWindow.ONE, 1, 0, 1);
    row(
        new AdjointOp(transposed, 0, TensorType.floats(2, 3, 2)),
        floats(2, 1, 2, 2),
        floats(1, 5, 3));
    row(
        new AdjointOp(transposed, 1, TensorType.floats(2, 1, 2, 2)),
        floats(2, 3, 2),
        floats(1, 5, 3));
    row(new AdjointOp(new CumsumOp(1), 0, TensorType.floats(2, 3)), floats(2, 3));
    EmbeddingOp lookup = new EmbeddingOp(EmbeddingOp.NO_PADDING);
    row(new AdjointOp(lookup, 0, TensorType.floats(4, 2)), longs(1, 3, 1), floats(3, 2));
  }

  private void images() {
    row(new PadOp(1.5f, new int[] {1, 2}), floats(2, 3));
    row(new PadOp(0, new int[] {-1, 2, 1, -1}), floats(2, 3, 4));
    row(new PadOp(0, new int[] {}), floats());
    for (Resampling mode : Resampling.values()) {
      row(new UpsampleOp(mode, -1, 5, 0), floats(2, 3));
      row(new UpsampleOp(mode, 1, 2, 0), floats(2, 5, 2));
      row(new UpsampleOp(mode, 0, 6, 2.2), floats(3, 2));
    }
  }
}
