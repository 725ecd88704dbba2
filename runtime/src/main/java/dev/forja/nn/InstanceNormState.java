package dev.forja.nn;

import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;
import java.util.stream.IntStream;

/** The base of the instance norms: their computation in any number of dimensions. */
abstract class InstanceNormState extends BatchNormState {
  private final String layer;
  private final int dims;

  InstanceNormState(String layer, int dims, int numFeatures, BatchNormOptions options) {
    super(numFeatures, options);
    this.layer = layer;
    this.dims = dims;
  }

  /** Normalises each channel of each instance, or by the running statistics in evaluation. */
  final Tensor normalizeInstances(Tensor input, boolean training) {
    if (input.rank() != dims + 1 && input.rank() != dims + 2) {
      throw new IllegalArgumentException(
          "%s: input %s: expected %d dimensions, or %d without a batch"
              .formatted(layer, Shapes.show(input.shape()), dims + 2, dims + 1));
    }
    boolean single = input.rank() == dims + 1;
    Tensor instances = single ? input.unsqueeze(0) : input;
    Tensor output;
    if (!training && runningMean != null) {
      output = normalize(instances, false);
    } else {
      check(instances);
      output = instances.instanceNorm(weight, bias, options.eps());
      track(instances.detach());
    }
    return single ? output.squeeze(0) : output;
  }

  /**
   * Checks for instances with fewer than two elements per channel, whose statistics are NaN and
   * would remain in the running ones.
   */
  private void check(Tensor instances) {
    int elements = 1;
    for (int d = 2; d < instances.rank(); d++) {
      elements *= instances.size(d);
    }
    if (elements == 1) {
      throw new IllegalArgumentException(
          "%s: input %s has only one value for each channel of an image: expected more, or"
                  .formatted(layer, Shapes.show(instances.shape()))
              + " running statistics and evaluation mode");
    }
    if (runningMean != null && instances.count() == 0) {
      throw new IllegalArgumentException(
          "%s: input %s is empty, so there are no statistics to track"
              .formatted(layer, Shapes.show(instances.shape())));
    }
  }

  private void track(Tensor instances) {
    Double share = options.momentum();
    if (runningMean != null && runningVar != null && share != null) {
      int[] places = IntStream.range(2, instances.rank()).toArray();
      tracking.lock();
      try {
        blend(runningMean, instances.mean(places).mean(0), share, 1);
        blend(runningVar, instances.variance(places).mean(0), share, 1);
      } finally {
        tracking.unlock();
      }
    }
  }
}
