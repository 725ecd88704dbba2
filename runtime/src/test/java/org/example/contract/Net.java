package org.example.contract;

import dev.forja.Buffer;
import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model in a user's package with all features that generated code can contain. */
final class Net {
  /** State in a record. */
  record Pair(Linear left, @Nullable Linear right) {}

  final int width;
  Linear first;
  final List<BlockInvoker> blocks;
  final Map<String, Linear> heads = new LinkedHashMap<>();
  final Pair pair;
  final Optional<Linear> optional;
  final Object open;

  @Named("scale")
  final Parameter gain;

  @Buffer final Tensor shift;

  Net(int width) {
    this.width = width;
    this.first = Linear.of(width, width);
    this.blocks = List.of(BlockInvoker.of(width), BlockInvoker.of(width));
    this.heads.put("main", Linear.of(width, 1));
    this.pair = new Pair(Linear.of(width, width), null);
    this.optional = Optional.of(Linear.of(width, width, false));
    this.open = Linear.of(width, width);
    this.gain = Parameter.of(Tensor.ones(width));
    this.shift = Tensor.zeros(width);
  }

  @Forward
  @Shape("n 1")
  Tensor forward(@Shape("n width") Tensor input, CallContext context) {
    Tensor hidden = encode(input);
    return Objects.requireNonNull(heads.get("main"))
        .call(context.training() ? hidden.mul(2) : hidden);
  }

  @Forward
  @Shape("n width")
  Tensor encode(@Shape("n width") Tensor input) {
    Tensor hidden = first.call(input);
    for (BlockInvoker block : blocks) {
      hidden = block.call(hidden, 0.5f);
    }
    return hidden.mul(gain).add(shift);
  }

  @Forward
  void check(@Nullable Tensor input) throws java.io.IOException {
    if (input == null) {
      throw new java.io.IOException("nothing to check");
    }
  }
}
