package dev.forja.ports;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.GroupNorm;
import dev.forja.nn.LSTM;
import dev.forja.nn.Linear;
import dev.forja.nn.RecurrentOptions;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;

/** A recogniser of written lines for a CTC loss. */
final class Recogniser {
  final Conv2d conv = Conv2d.of(1, 4, 3, Conv2dOptions.defaults().withPadding(1));
  final GroupNorm norm = GroupNorm.of(2, 4);
  final LSTM lstm = LSTM.of(16, 6, RecurrentOptions.defaults().withBidirectional(true));
  final Linear out = Linear.of(12, 5);

  @Forward
  Tensor forward(@Shape("n 1 h w") Tensor lines) {
    Tensor x = norm.call(conv.call(lines)).relu().maxPool2d(PoolOptions.of(Size3d.of(2, 1)));
    int height = x.size(1) * x.size(2);
    x = x.reshape(x.size(0), height, x.size(3)).permute(2, 0, 1);
    return out.call(lstm.call(x, null, null).output()).logSoftmax(-1);
  }
}
