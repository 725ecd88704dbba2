package dev.forja.nn;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.op.EmbeddingOp;
import dev.forja.op.IndexSelectOp;
import dev.forja.op.NormOp;
import dev.forja.op.Op;
import dev.forja.op.TensorType;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Init;
import dev.forja.tensor.OpRunner;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Operations on the table of an embedding, for single rows and for bags. */
final class EmbeddingTable {
  /**
   * Guards the scaling of rows, so that two threads in training do not scale the same row twice.
   */
  private static final ReentrantLock WRITING = new ReentrantLock();

  private EmbeddingTable() {}

  /** The options with the padding row counted from the start. */
  static EmbeddingOptions resolve(EmbeddingOptions options, int rows) {
    Integer index = options.paddingIdx();
    if (index == null) {
      return options;
    }
    if (index < -rows || index >= rows) {
      throw new IndexOutOfBoundsException(
          "Embedding: paddingIdx %d is outside the table's %d rows".formatted(index, rows));
    }
    return options.withPaddingIdx(Math.floorMod(index, rows));
  }

  /** The padding row in the form that ops take. */
  private static long padding(EmbeddingOptions options) {
    @Nullable Integer row = options.paddingIdx();
    return row == null ? EmbeddingOp.NO_PADDING : row;
  }

  /** A table initialised from the normal distribution, with zeros in the padding row. */
  static Parameter draw(int rows, int width, EmbeddingOptions options) {
    Parameter table = Init.normal(Parameter.zeros(rows, width), 0, 1);
    Integer padding = options.paddingIdx();
    if (padding != null) {
      InPlace.update(
          table,
          array -> {
            int from = array.offset() + padding * width;
            Arrays.fill(array.floats(), from, from + width, 0f);
          });
    }
    return table;
  }

  /** Ids or offsets as int64; PyTorch takes int32 too. */
  static Tensor wide(Tensor ids) {
    return ids.dtype() == DType.I32 ? ids.to(DType.I64) : ids;
  }

  /**
   * Prepares the table and ids for a lookup, with rows above the maximum norm scaled down.
   *
   * <p>In training, the table itself is changed, as in PyTorch. A table that this call may not
   * change is left as it is, and scaled copies of its rows are read: in evaluation, where several
   * threads may read it, if it is frozen, or if another tensor replaces it.
   */
  static Rows rows(Parameter table, Tensor given, EmbeddingOptions options, boolean training) {
    Tensor ids = wide(given);
    Double most = options.maxNorm();
    if (most == null || ids.count() == 0) {
      return new Rows(table, ids, padding(options));
    }
    long[] wanted = Arrays.stream(ids.toLongs()).distinct().sorted().toArray();
    if (training && table.requiresGrad() && !ParameterOverride.replaces(table)) {
      renormalize(table, wanted, most, options.normType());
      return new Rows(table, ids, padding(options));
    }
    Tensor rows = table.indexSelect(0, Tensor.ofLongs(wanted));
    Tensor fixed = rows.detach();
    Tensor norms = fixed.norm(options.normType(), new int[] {1}, true);
    Tensor factors = norms.add(1e-7).reciprocal().mul(most);
    Tensor scaled = fixed.mul(Tensor.where(norms.gt(most), factors, Tensor.ones()));
    long[] places = ids.toLongs();
    Arrays.setAll(places, i -> Arrays.binarySearch(wanted, places[i]));
    int padding = Arrays.binarySearch(wanted, padding(options));
    return new Rows(
        // The gradient flows as if the table had been scaled before, as in training.
        scaled.add(rows.sub(fixed)),
        Tensor.of(places, ids.shape()),
        padding < 0 ? EmbeddingOp.NO_PADDING : padding);
  }

  private static void renormalize(Parameter table, long[] wanted, double most, double normType) {
    InPlace.update(
        table,
        array -> {
          WRITING.lock(); // no code of the user runs while the lock is held
          try {
            scale(array, wanted, most, normType);
          } finally {
            WRITING.unlock();
          }
        });
  }

  private static void scale(NdArray table, long[] wanted, double most, double normType) {
    NdArray rows = run(new IndexSelectOp(0), table, Tensor.ofLongs(wanted).array());
    float[] norms = run(new NormOp(normType, false, 1), rows).floats();
    int width = table.size(1);
    for (int row = 0; row < wanted.length; row++) {
      float factor = norms[row] > most ? (float) (most / (norms[row] + 1e-7)) : 1;
      int from = table.offset() + (int) wanted[row] * width;
      for (int i = from; factor != 1 && i < from + width; i++) {
        table.floats()[i] *= factor;
      }
    }
  }

  private static NdArray run(Op op, NdArray... inputs) {
    TensorType[] types = Arrays.stream(inputs).map(TensorType::of).toArray(TensorType[]::new);
    return OpRunner.compute(op, inputs, op.shapes(types), Allocator.HEAP).output(0);
  }

  /** A table, ids into it, and its padding row in the form that ops take. */
  record Rows(Tensor table, Tensor ids, long padding) {}
}
