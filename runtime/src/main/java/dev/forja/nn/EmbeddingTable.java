package dev.forja.nn;

import dev.forja.op.EmbeddingOp;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is done with the table of an embedding, whether rows are taken one by one or in bags. */
final class EmbeddingTable {
  private EmbeddingTable() {}

  /** The options with the padding row counted from the start. */
  static EmbeddingOptions resolve(EmbeddingOptions options, int rows) {
    Integer index = options.paddingIdx();
    if (index == null) {
      return options;
    }
    if (index < -rows || index >= rows) {
      throw new IndexOutOfBoundsException(
          "Embedding: paddingIdx %d lies outside of the table's %d rows".formatted(index, rows));
    }
    return options.withPaddingIdx(Math.floorMod(index, rows));
  }

  /** The padding row as ops take it. */
  static long padding(EmbeddingOptions options) {
    @Nullable Integer row = options.paddingIdx();
    return row == null ? EmbeddingOp.NO_PADDING : row;
  }

  /** A table of normal draws, with zeros in the padding row. */
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

  /** Scales those rows down whose norm is above the largest. */
  static void renormalize(Parameter table, Tensor ids, EmbeddingOptions options) {
    Double most = options.maxNorm();
    if (most == null || ids.count() == 0) {
      return;
    }
    long[] wanted = Arrays.stream(ids.toLongs()).distinct().toArray();
    Tensor rows = table.detach().indexSelect(0, Tensor.ofLongs(wanted));
    float[] norms = rows.norm(options.normType(), 1).toFloats();
    int width = table.size(1);
    InPlace.update(
        table,
        array -> {
          for (int row = 0; row < wanted.length; row++) {
            float factor = norms[row] > most ? (float) (most / (norms[row] + 1e-7)) : 1;
            int from = array.offset() + (int) wanted[row] * width;
            for (int i = from; factor != 1 && i < from + width; i++) {
              array.floats()[i] *= factor;
            }
          }
        });
  }
}
