package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import org.jspecify.annotations.Nullable;

/**
 * The feed-forward network {@code down(activation(gate(x)) * up(x))} (N. Shazeer, <a
 * href="https://arxiv.org/abs/2002.05202">arXiv:2002.05202</a>), whose gate and whose other half
 * are one projection in Phi-3.
 */
final class GatedNetworkModel {
  final int width;

  @Named("gate_proj")
  final @Nullable Linear gate;

  @Named("up_proj")
  final @Nullable Linear up;

  @Named("gate_up_proj")
  final @Nullable Linear both;

  @Named("down_proj")
  final Linear down;

  @SuppressWarnings("forja:StateOpen") // a function without state
  final TensorFunction activation;

  private final int inner;

  GatedNetworkModel(DecoderOptions options) {
    ModelConfig config = options.config();
    boolean bias = options.kind().hasInnerBias(config);
    boolean joined = options.kind() == DecoderKind.PHI3;
    width = options.width();
    inner = config.size("intermediate_size");
    gate = joined ? null : Linear.of(width, inner, bias);
    up = joined ? null : Linear.of(width, inner, bias);
    both = joined ? Linear.of(width, 2 * inner, false) : null;
    down = Linear.of(inner, width, bias);
    activation = options.kind().activation(config);
  }

  @Forward(invoker = "GatedNetwork")
  @Shape("n l width")
  Tensor forward(@Shape("n l width") Tensor x) {
    if (gate != null && up != null) {
      return down.call(activation.apply(gate.call(x)).mul(up.call(x)));
    }
    if (both == null) {
      throw new IllegalStateException("a feed-forward network without its first projection");
    }
    Tensor halves = both.call(x);
    Tensor open = activation.apply(halves.narrow(2, 0, inner));
    return down.call(open.mul(halves.narrow(2, inner, inner)));
  }
}
