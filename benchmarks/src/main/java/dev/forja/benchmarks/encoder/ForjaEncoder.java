package dev.forja.benchmarks.encoder;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.nn.TransformerOptions;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * {@link TransformerEncoderLayer} in evaluation mode, with the norms last, exact GELU and no masks.
 * It is called in a {@link Workspace} that its result leaves, as a server would call it, or without
 * one.
 */
public final class ForjaEncoder implements Contender {
  private final TransformerEncoderLayer layer;
  private final Tensor input;
  private final boolean plain;
  private @Nullable Tensor result;

  ForjaEncoder(EncoderSize size, boolean plain) {
    this.plain = plain;
    layer = layer(size);
    input = Tensor.of(size.input(), size.shape());
  }

  /** The layer whose weights all entrants use. */
  public static TransformerEncoderLayer layer(EncoderSize size) {
    TransformerOptions options =
        TransformerOptions.defaults()
            .withDimFeedforward(size.feed())
            .withActivation(Tensor::gelu)
            .withBatchFirst(true);
    return Randoms.callWith(
        new Philox(7),
        () -> TransformerEncoderLayer.of(size.width(), size.heads(), options).eval());
  }

  @Override
  public void run() {
    NoGrad.run(() -> result = plain ? call() : Workspace.call(this::call));
  }

  private Tensor call() {
    return layer.call(input, null, null);
  }

  @Override
  public float[] output() {
    if (result == null) {
      throw new IllegalStateException("nothing was run yet");
    }
    return result.toFloats();
  }
}
