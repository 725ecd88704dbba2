package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Divides the channels into groups and takes one channel of each group in turn, as {@code
 * torch.nn.ChannelShuffle}.
 *
 * <p>Shapes: x [n, c, ..], y likewise; c a multiple of the number of groups.
 *
 * <p>Source: X. Zhang et al., ShuffleNet, <a
 * href="https://arxiv.org/abs/1707.01083">arXiv:1707.01083</a>.
 */
final class ChannelShuffleLayer {
  final int groups;

  /** Creates the layer with this number of groups. */
  public ChannelShuffleLayer(int groups) {
    this.groups = groups;
  }

  @Forward(invoker = "ChannelShuffle")
  @ShapeRule("ranked($0, 3, 99)")
  Tensor forward(Tensor input) {
    return input.channelShuffle(groups);
  }

  String extraRepr() {
    return "groups=" + groups;
  }
}
