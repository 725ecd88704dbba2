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

/** The layers of T5 that write. */
final class T5DecoderModel {
  final int width;

  @Named("block")
  final List<T5DecoderBlock> blocks;

  @Named("final_layer_norm")
  final DecoderNorm norm;

  final Dropout drop;
  private final T5Distances distances;

  T5DecoderModel(T5Options options) {
    width = options.width();
    blocks =
        IntStream.range(0, options.decoderLayers())
            .mapToObj(layer -> T5DecoderBlock.of(options, layer))
            .toList();
    norm = options.norm();
    drop = options.dropout();
    distances = options.distances(false);
  }

  /**
   * The vectors of the tokens.
   *
   * @param source the vectors of the text that was read; null if the cache knows it
   * @param sourceMask which of its tokens are seen, bool [n, 1, 1, tokens]; null for all
   * @param past the number of tokens before these
   */
  @Forward(invoker = "T5Decoder")
  @Shape("n l width")
  Tensor forward(
      @Shape("n l width") Tensor embedded,
      @Nullable @Shape("n _ width") Tensor source,
      @Nullable @Shape("n 1 1 _") Tensor sourceMask,
      @Nullable KvCache cache,
      int past) {
    int length = embedded.size(1);
    Embedding table =
        Objects.requireNonNull(blocks.getFirst().parts().own().attention().distances());
    Tensor seen = distances.bias(table, past, length);
    if (length > 1) {
      Tensor queries = Tensor.arange((long) past, past + length, 1).unsqueeze(1);
      Tensor keys = Tensor.arange(0L, past + length, 1).unsqueeze(0);
      seen = seen.maskedFill(keys.gt(queries), Double.NEGATIVE_INFINITY);
    }
    Tensor x = drop.call(embedded);
    for (T5DecoderBlock block : blocks) {
      x = block.call(x, seen, source, sourceMask, cache);
    }
    return drop.call(norm.call(x));
  }
}
