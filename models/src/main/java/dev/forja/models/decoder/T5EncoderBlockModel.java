package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.nn.Dropout;
import dev.forja.tensor.Tensor;

/** One layer of T5 that reads: attention and a network, each with a norm before it. */
final class T5EncoderBlockModel {
  final int width;

  @Named("layer")
  final Parts parts;

  final Dropout drop;

  record Parts(@Named("0") Own own, @Named("1") Network network) {}

  record Own(
      @Named("SelfAttention") T5Attention attention, @Named("layer_norm") DecoderNorm norm) {}

  record Network(
      @Named("DenseReluDense") T5Network network, @Named("layer_norm") DecoderNorm norm) {}

  T5EncoderBlockModel(T5Options options, int layer) {
    width = options.width();
    parts =
        new Parts(
            new Own(T5Attention.of(options, T5Role.READING, layer), options.norm()),
            new Network(T5Network.of(options), options.norm()));
    drop = options.dropout();
  }

  @Forward(invoker = "T5EncoderBlock")
  @Shape("n l width")
  Tensor forward(@Shape("n l width") Tensor x, @Shape("_ _ l l") Tensor seen) {
    Own own = parts.own();
    Network network = parts.network();
    Tensor mixed = own.attention().call(own.norm().call(x), null, seen, null);
    Tensor middle = x.add(drop.call(mixed));
    return middle.add(drop.call(network.network().call(network.norm().call(middle))));
  }
}
