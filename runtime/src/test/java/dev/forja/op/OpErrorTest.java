package dev.forja.op;

import static dev.forja.op.OpCase.bools;
import static dev.forja.op.OpCase.floats;
import static dev.forja.op.OpCase.longs;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.OpCase.Input;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every error names the op, its operands and what was wrong with them. */
class OpErrorTest {
  private static void refuses(String message, Op op, Input... inputs) {
    NdArray[] arrays = new OpCase(op, inputs).dense();
    TensorType[] types = Arrays.stream(arrays).map(TensorType::of).toArray(TensorType[]::new);
    assertThatThrownBy(() -> op.shapes(types)).hasMessage(message);
  }

  @Test
  void products() {
    refuses(
        "matmul: [4, 3] x [5, 7]: inner sizes 3 and 5 differ",
        new MatmulOp(),
        floats(4, 3),
        floats(5, 7));
    refuses("matmul: [3] x [5]: inner sizes 3 and 5 differ", new MatmulOp(), floats(3), floats(5));
    refuses(
        "matmul: [2, 4, 3] x [5, 3, 7]: batch sizes [2] and [5] do not broadcast",
        new MatmulOp(),
        floats(2, 4, 3),
        floats(5, 3, 7));
    refuses(
        "matmul: [] x [3]: a scalar is not a matrix: use mul", new MatmulOp(), floats(), floats(3));
    refuses(
        "linear: input [2, 3], weight [4, 5]: the input has 3 features, the weight takes 5",
        new LinearOp(),
        floats(2, 3),
        floats(4, 5));
    refuses(
        "linear: input [2, 3], weight [3]: expected an input [.., in] and a weight [out, in]",
        new LinearOp(),
        floats(2, 3),
        floats(3));
    refuses(
        "linear: weight [4, 3], bias [3]: expected a bias [4]",
        new LinearOp(),
        floats(2, 3),
        floats(4, 3),
        floats(3));
    refuses("linear: expected 2 to 3 inputs, got 1", new LinearOp(), floats(2, 3));
  }

  @Test
  void types() {
    refuses(
        "relu: input 0 is I64 [2], expected F32: convert it with to(DType.F32)",
        new UnaryOp(UnaryKind.RELU),
        longs(1, 2));
    refuses(
        "add: input 1 is I64 [2], expected F32: convert it with to(DType.F32)",
        new BinaryOp(BinaryKind.ADD),
        floats(2),
        longs(1, 2));
    refuses(
        "where: the condition is F32 [2], expected BOOL: convert it with to(DType.BOOL)",
        new WhereOp(),
        floats(2),
        floats(2),
        floats(2));
  }

  @Test
  void shapes() {
    refuses(
        "add: [2, 3] and [2]: sizes 3 and 2 do not broadcast",
        new BinaryOp(BinaryKind.ADD),
        floats(2, 3),
        floats(2));
    refuses(
        "reshape: [2, 3] to [4, -1]: 6 elements leave no whole size for -1",
        new ReshapeOp(4, -1),
        floats(2, 3));
    refuses("reshape: [2, 3] to [5]: 6 elements do not fill 5", new ReshapeOp(5), floats(2, 3));
    refuses(
        "reshape: [2, 3] to [-1, -1]: sizes are not negative, and only one may be -1",
        new ReshapeOp(-1, -1),
        floats(2, 3));
    refuses(
        "permute: [2, 3] by [0, 0]: expected each dimension once",
        new PermuteOp(0, 0),
        floats(2, 3));
    refuses(
        "expand: [2, 3] to [2, 4]: the size at dimension 1 is not possible; only sizes of 1 repeat,"
            + " and new dimensions come first",
        new ExpandOp(2, 4),
        floats(2, 3));
    refuses(
        "cat: input 0 is F32 [2, 3], input 1 is F32 [3, 3]: types and sizes may differ in dimension"
            + " 1 only",
        new CatOp(1),
        floats(2, 3),
        floats(3, 3));
    refuses(
        "stack: input 0 is F32 [2], input 1 is F32 [3]: expected equal types and shapes",
        new StackOp(0),
        floats(2),
        floats(3));
    refuses("cat: scalars have no dimension: use stack", new CatOp(0), floats());
    refuses(
        "masked_fill: input [3], mask [2, 3]: the mask does not broadcast to the input",
        new MaskedFillOp(1),
        floats(3),
        bools(new int[] {2, 3}, new boolean[6]));
  }

  @Test
  void dimensions() {
    refuses("softmax: [2, 3] has no dimension 2: expected -2 to 1", new SoftmaxOp(2), floats(2, 3));
    refuses(
        "sum: [2, 3] has no dimension -3: expected -2 to 1", new SumOp(false, -3), floats(2, 3));
    refuses("sum: dimension 1 of [2, 3] is named twice", new SumOp(false, 1, -1), floats(2, 3));
    refuses("unsqueeze: [2] has no dimension 2: expected -2 to 1", new UnsqueezeOp(2), floats(2));
    refuses("max: dimension 0 of [0, 3] is empty", new MaxMinOp(true, 0, false), floats(0, 3));
    refuses("amin: [0] has no elements to choose from", new AmaxAminOp(false, false), floats(0));
  }

  @Test
  void classes() {
    refuses(
        "cross_entropy: the target is F32 [4], one number for each row of the input [4, 3]: class"
            + " labels are int64, so convert it with to(DType.I64); probabilities would be F32 [4, 3]",
        CrossEntropyOp.MEAN,
        floats(4, 3),
        floats(4));
    refuses(
        "embedding: the tensor of ids is F32 [4], expected I64: convert it with to(DType.I64)",
        new EmbeddingOp(EmbeddingOp.NO_PADDING),
        floats(4, 3),
        floats(4));
    refuses(
        "cross_entropy: input [4, 3], target I64 [3]: expected a target I64 [4]",
        CrossEntropyOp.MEAN,
        floats(4, 3),
        longs(0, 1, 2));
    refuses(
        "cross_entropy: input [4, 3], weight [4]: expected a weight [3], one for each class",
        CrossEntropyOp.MEAN,
        floats(4, 3),
        longs(0, 1, 2, 0),
        floats(4));
    refuses(
        "nll_loss: the target is F32 [4, 3], expected I64: convert it with to(DType.I64)",
        new NllOp(Reduction.MEAN, -100),
        floats(4, 3),
        floats(4, 3));
  }

  @Test
  void indices() {
    refuses(
        "gather: input [3, 2], index [4]: expected equal ranks, and an index no longer than the"
            + " input except in dimension 0",
        new GatherOp(0),
        floats(3, 2),
        longs(0, 1, 2, 0));
    refuses(
        "embedding: the table is [3], expected [rows, width]",
        new EmbeddingOp(-1),
        floats(3),
        longs(0));
    NdArray table = floats(3, 2).dense(0);
    for (Op op : new Op[] {new EmbeddingOp(-1), new IndexSelectOp(0)}) {
      for (long index : new long[] {-1, 3, 1L << 32}) {
        NdArray[] inputs = {table, longs(0, index).dense(0)};
        assertThatThrownBy(() -> op.forward(inputs, Allocator.HEAP))
            .isInstanceOf(IndexOutOfBoundsException.class)
            .hasMessage(
                "%s: index %d is out of range for a dimension of size 3"
                    .formatted(op.name(), index));
      }
    }
  }

  @Test
  void attributes() {
    assertThatThrownBy(() -> new DropoutOp(1.5f, 0, 0))
        .hasMessageContaining("p is 1.5, expected 0");
    assertThatThrownBy(() -> new DropoutOp(Float.NaN, 0, 0)).hasMessageContaining("p is NaN");
    assertThatThrownBy(() -> new SliceOp(0, 0, 1, 0)).hasMessageContaining("the step is 0");
    assertThatThrownBy(() -> new OneHotOp(0)).hasMessageContaining("0 classes, expected 1 or more");
    assertThatThrownBy(() -> new CrossEntropyOp(Reduction.SUM, 0, 2))
        .hasMessageContaining("labelSmoothing is 2.0, expected 0 to 1");
  }

  @Test
  void recurrentNetworks() {
    RecurrentOp gru = new RecurrentOp(RecurrentKind.GRU, false, false, false, true);
    refuses(
        "gru: input [0, 1, 2]: expected [l, n, in], with l of 1 or more",
        gru,
        floats(0, 1, 2),
        floats(1, 1, 2),
        longs(1),
        floats(6, 2),
        floats(6, 2));
    refuses(
        "gru: weight_hh [7, 2]: expected [3 * h, out]",
        gru,
        floats(3, 1, 2),
        floats(1, 1, 2),
        longs(1),
        floats(6, 2),
        floats(7, 2));
    refuses(
        "gru: the first state [1, 2, 2]: expected [1, 1, 2]",
        gru,
        floats(3, 1, 2),
        floats(1, 2, 2),
        longs(1),
        floats(6, 2),
        floats(6, 2));
    refuses(
        "gru: weight_ih [6, 3]: expected [6, 2]",
        gru,
        floats(3, 1, 2),
        floats(1, 1, 2),
        longs(1),
        floats(6, 3),
        floats(6, 2));
    NdArray[] long4 = {
      floats(3, 1, 2).dense(0),
      floats(1, 1, 2).dense(1),
      NdArray.dense(Storage.of(new long[] {4}), 1),
      floats(6, 2).dense(2),
      floats(6, 2).dense(3)
    };
    assertThatThrownBy(() -> gru.forward(long4, Allocator.HEAP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gru: input [3, 1, 2]: one of the lengths is 4: expected each from 1 to 3");
    assertThatThrownBy(() -> new RecurrentOp(RecurrentKind.GRU, false, true, true, false))
        .hasMessage("gru: only the state of an LSTM can be projected");
  }

  @Test
  void attentionAndNorms() {
    AttentionOp attention = new AttentionOp(null, false);
    refuses(
        "scaled_dot_product_attention: query [2, 3], key [4, 5], value [4, 3]: expected [.., l, e],"
            + " [.., s, e] and [.., s, d]",
        attention,
        floats(2, 3),
        floats(4, 5),
        floats(4, 3));
    refuses(
        "scaled_dot_product_attention: the mask [3, 2] does not broadcast to the scores [2, 4]",
        attention,
        floats(2, 3),
        floats(4, 3),
        floats(4, 3),
        floats(3, 2));
    refuses(
        "layer_norm: input [2, 3], normalized shape [2]: expected an input that ends in that shape",
        new LayerNormOp(true, 0, new int[] {2}),
        floats(2, 3));
    refuses(
        "rms_norm: weight [2], normalized shape [3]: expected equal shapes",
        new LayerNormOp(false, 0, new int[] {3}),
        floats(2, 3),
        floats(2));
    refuses(
        "group_norm: input [2, 3], 2 groups: expected [n, c, ..], with c a multiple of the groups",
        new GroupNormOp(2, 0),
        floats(2, 3));
    refuses(
        "group_norm: input [2, 4], bias [3]: expected [4], one for each channel",
        new GroupNormOp(2, 0),
        floats(2, 4),
        floats(4),
        floats(3));
  }

  @Test
  void movesAndPlaces() {
    refuses(
        "scatter_add: input [2, 3], index [3, 3], source [2, 3]: expected equal ranks, and an"
            + " index no longer than the source and, except in dimension 0, than the input",
        new ScatterAddOp(0),
        floats(2, 3),
        longs(new int[] {3, 3}, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        floats(2, 3));
    refuses(
        "diagonal: [2, 3], dimensions 1 and -1: expected two different dimensions",
        new DiagonalOp(1, -1),
        floats(2, 3));
    refuses(
        "triu: [3] is not a matrix: expected [.., rows, columns]",
        new TriangleOp(true, 0),
        floats(3));
    refuses(
        "pad: [2, 3] by [1, -5]: expected pairs for the last dimensions that leave no negative"
            + " size",
        new PadOp(0, new int[] {1, -5}),
        floats(2, 3));
    refuses(
        "upsample: dimension -1 of [2, 0] to 4 places: expected 1 or more of both",
        new UpsampleOp(Resampling.NEAREST, -1, 4, 0),
        floats(2, 0));
    refuses(
        "prelu: input [2, 3], weight [2]: expected a weight [1] or [3]",
        new PreluOp(),
        floats(2, 3),
        floats(2));
    refuses(
        "embedding_bag: table [3], ids [1], offsets [1]: expected [rows, width], [n] and [bags]",
        new EmbeddingBagOp(true, -1),
        floats(3),
        longs(0),
        longs(0));
    NdArray[] late = {floats(3, 2).dense(0), longs(0, 1).dense(0), longs(1).dense(0)};
    assertThatThrownBy(() -> new EmbeddingBagOp(true, -1).forward(late, Allocator.HEAP))
        .hasMessage(
            "embedding_bag: offset 0 is 1: expected 0 first, then offsets in ascending order, at"
                + " most 2");
  }

  @Test
  void targets() {
    refuses(
        "binary_cross_entropy: input [2, 3], target [3]: expected equal shapes",
        new BinaryCrossEntropyOp(),
        floats(2, 3),
        floats(3));
    refuses(
        "binary_cross_entropy_with_logits: input [2, 3], positive weight [2]: the weight does not"
            + " broadcast to the input",
        new BinaryCrossEntropyWithLogitsOp(),
        floats(2, 3),
        floats(2, 3),
        floats(2));
    assertThatThrownBy(() -> new HuberOp(0)).hasMessageContaining("delta is 0.0");
    assertThatThrownBy(() -> new HardtanhOp(1, -1)).hasMessageContaining("the lower one first");
  }
}
