package dev.forja.train;

import java.io.Serial;
import java.util.Locale;

/**
 * Thrown if the loss is NaN or infinite; the parameters are those before the batch that caused it.
 *
 * <p>Its own fields never change, so any thread may read it. Its own fields never change, so any
 * thread may read it.
 */
public final class NonFiniteLossException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  NonFiniteLossException(float loss, Progress progress) {
    super(
        String.format(
            Locale.ROOT,
            "the loss of batch %d of %d in epoch %d is %s, at a learning rate of %.3g: lower the"
                + " learning rate, clip the gradients, or look for such values in the data",
            progress.batch() + 1,
            progress.batches(),
            progress.epoch() + 1,
            loss,
            progress.learningRate()));
  }
}
