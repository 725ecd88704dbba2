package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.nn.Dropout;
import dev.forja.nn.Embedding;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The layers of T5 that read. */
final class T5EncoderModel {
  final int width;

  @Named("block")
  final List<T5EncoderBlock> blocks;

  @Named("final_layer_norm")
  final DecoderNorm norm;

  final Dropout drop;
  private final T5Distances distances;

  T5EncoderModel(T5Options options) {
    width = options.width();
    blocks =
        IntStream.range(0, options.layers())
            .mapToObj(layer -> T5EncoderBlock.of(options, layer))
            .toList();
    norm = options.norm();
    drop = options.dropout();
    distances = options.distances(true);
  }

  /**
   * The vectors of the tokens.
   *
   * @param mask bool: true for tokens, false for padding; null if there is none
   */
  @Forward(invoker = "T5Encoder")
  @Shape("n l width")
  Tensor forward(@Shape("n l width") Tensor embedded, @Nullable @Shape("n l") Tensor mask) {
    Embedding table =
        Objects.requireNonNull(blocks.getFirst().parts().own().attention().distances());
    Tensor seen = distances.bias(table, 0, embedded.size(1));
    if (mask != null) {
      seen = seen.maskedFill(T5Model.keys(mask).logicalNot(), Double.NEGATIVE_INFINITY);
    }
    Tensor x = drop.call(embedded);
    for (T5EncoderBlock block : blocks) {
      x = block.call(x, seen);
    }
    return drop.call(norm.call(x));
  }
}
