package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For each bag of ids, the largest element in each column of the table's rows with these ids. The
 * inputs are those of {@link EmbeddingBagOp}, without weights. An empty bag gives zeros. The
 * padding index is ignored. The gradient goes to the first of several largest elements. Equivalent
 * to {@code F.embedding_bag} with {@code mode="max"}.
 *
 * <p>Immutable.
 *
 * @param paddingIndex a row, or {@link EmbeddingOp#NO_PADDING}
 */
public record EmbeddingBagMaxOp(long paddingIndex) implements Op {
  private static final int NONE = -1;

  @Override
  public String name() {
    return "embedding_bag_max";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 3, 3);
    EmbeddingBagOp.checkBags(this, inputs);
    return TensorType.owningFloats(inputs[2].size(0), inputs[0].size(1)).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return (long) inputs[1].count() * inputs[0].size(-1);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray table = inputs[0].contiguous(allocator);
    int width = table.shape()[1];
    int[] ids = Indices.places(this, inputs[1], table.shape()[0], allocator);
    int[] bags = EmbeddingBagOp.bags(this, inputs[2], ids.length, allocator);
    NdArray y = allocator.zeros(inputs[2].count(), width);
    NdArray chosen = allocator.empty(DType.I32, y.shape());
    int[] rows = chosen.storage().ints();
    Arrays.fill(rows, chosen.offset(), chosen.offset() + chosen.count(), NONE);
    for (int i = 0; i < ids.length; i++) {
      for (int c = 0; ids[i] != paddingIndex && c < width; c++) {
        float value = table.floats()[table.offset() + ids[i] * width + c];
        int at = bags[i] * width + c;
        if (rows[chosen.offset() + at] == NONE || value > y.floats()[y.offset() + at]) {
          rows[chosen.offset() + at] = ids[i];
          y.floats()[y.offset() + at] = value;
        }
      }
    }
    return OpResult.of(y).saving(chosen);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    NdArray chosen = context.saved().array(0);
    NdArray index = CastOp.convert(chosen, DType.I64, Allocator.HEAP).copy(Allocator.HEAP);
    boolean[] empty = new boolean[index.count()];
    for (int i = 0; i < empty.length; i++) {
      empty[i] = index.storage().longs()[i] == NONE;
      index.storage().longs()[i] = Math.max(0, index.storage().longs()[i]);
    }
    Term<V> mask = Term.constant(context, NdArray.dense(Storage.of(empty), index.shape()));
    Term<V> dy = Term.gradOutput(context).zeroWhere(mask);
    Term<V> zeros = Term.zeros(context, context.inputType(0).sizes());
    return Term.all(zeros.then(new ScatterAddOp(0), Term.constant(context, index), dy), null, null);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray chosen = saved.array(0);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray grad = allocator.zeros(saved.sizes(0));
    int width = saved.sizes(0)[1];
    for (int i = 0; i < chosen.count(); i++) {
      int row = chosen.storage().ints()[chosen.offset() + i];
      if (row != NONE) {
        grad.floats()[grad.offset() + row * width + i % width] += dy.floats()[dy.offset() + i];
      }
    }
    return GradShapes.of(grad, null, null);
  }
}
