package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import org.jspecify.annotations.Nullable;

/**
 * The feed-forward network of T5, {@code wo(activation(wi(x)))}, or, since T5 1.1, {@code
 * wo(activation(wi_0(x)) * wi_1(x))}.
 */
final class T5NetworkModel {
  final int width;

  @Named("wi")
  final @Nullable Linear in;

  @Named("wi_0")
  final @Nullable Linear gate;

  @Named("wi_1")
  final @Nullable Linear up;

  @Named("wo")
  final Linear out;

  final Dropout drop;

  @SuppressWarnings("forja:StateOpen") // a function without state
  final TensorFunction activation;

  T5NetworkModel(T5Options options) {
    width = options.width();
    int inner = options.inner();
    boolean gated = options.isGated();
    in = gated ? null : T5Options.linear(width, inner, width);
    gate = gated ? T5Options.linear(width, inner, width) : null;
    up = gated ? T5Options.linear(width, inner, width) : null;
    out = T5Options.linear(inner, width, inner);
    drop = options.dropout();
    activation = options.activation();
  }

  @Forward(invoker = "T5Network")
  @Shape("n l width")
  Tensor forward(@Shape("n l width") Tensor x) {
    Tensor inner;
    if (gate != null && up != null) {
      inner = activation.apply(gate.call(x)).mul(up.call(x));
    } else if (in != null) {
      inner = activation.apply(in.call(x));
    } else {
      throw new IllegalStateException("a feed-forward network without its first projection");
    }
    return out.call(drop.call(inner));
  }
}
