package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.nn.Dropout;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One layer of T5 that writes: attention to what was written, attention to what was read, and a
 * network, each with a norm before it.
 */
final class T5DecoderBlockModel {
  final int width;

  @Named("layer")
  final Parts parts;

  final Dropout drop;

  record Parts(
      @Named("0") T5EncoderBlockModel.Own own,
      @Named("1") Between between,
      @Named("2") T5EncoderBlockModel.Network network) {}

  record Between(
      @Named("EncDecAttention") T5Attention attention, @Named("layer_norm") DecoderNorm norm) {}

  T5DecoderBlockModel(T5Options options, int layer) {
    width = options.width();
    parts =
        new Parts(
            new T5EncoderBlockModel.Own(
                T5Attention.of(options, T5Role.WRITING, layer), options.norm()),
            new Between(T5Attention.of(options, T5Role.BETWEEN, layer), options.norm()),
            new T5EncoderBlockModel.Network(T5Network.of(options), options.norm()));
    drop = options.dropout();
  }

  /**
   * Runs the layer.
   *
   * @param seen what is added to the scores of what was written
   * @param source what was read; null if the cache knows it
   * @param sourceMask which tokens of it are seen; null for all
   */
  @Forward(invoker = "T5DecoderBlock")
  @Shape("n l width")
  Tensor forward(
      @Shape("n l width") Tensor x,
      @Shape("_ _ l _") Tensor seen,
      @Nullable @Shape("n _ width") Tensor source,
      @Nullable Tensor sourceMask,
      @Nullable KvCache cache) {
    T5EncoderBlockModel.Own own = parts.own();
    Between between = parts.between();
    T5EncoderBlockModel.Network network = parts.network();
    Tensor first = x.add(drop.call(own.attention().call(own.norm().call(x), null, seen, cache)));
    Tensor asked = between.norm().call(first);
    Tensor middle =
        first.add(drop.call(between.attention().call(asked, source, sourceMask, cache)));
    return middle.add(drop.call(network.network().call(network.norm().call(middle))));
  }
}
