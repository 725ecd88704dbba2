package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Named;
import dev.forja.op.BatchNormEvalOp;
import dev.forja.op.BatchNormOp;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The base of the batch norms: their state, their computation, and their printing. */
abstract class BatchNormState {
  final int numFeatures;

  /** The scale of each channel, [numFeatures]; null if there is none. */
  @ShapeRule("[numFeatures]")
  final @Nullable Parameter weight;

  /** The bias of each channel, [numFeatures]; null if there is none. */
  @ShapeRule("[numFeatures]")
  final @Nullable Parameter bias;

  /** The running mean of each channel, [numFeatures]; null if none is kept. */
  @Buffer
  @Named("running_mean")
  @ShapeRule("[numFeatures]")
  final @Nullable Tensor runningMean;

  /** The running variance of each channel, [numFeatures]; null if none is kept. */
  @Buffer
  @Named("running_var")
  @ShapeRule("[numFeatures]")
  final @Nullable Tensor runningVar;

  /** The number of batches in the running statistics, an int64 scalar; null if none are kept. */
  @Buffer
  @Named("num_batches_tracked")
  @ShapeRule("[]")
  final @Nullable Tensor numBatchesTracked;

  final BatchNormOptions options;

  /** Guards updates of the running statistics, so that no batch of another thread is lost. */
  final ReentrantLock tracking = new ReentrantLock();

  BatchNormState(int numFeatures, BatchNormOptions options) {
    this.numFeatures = numFeatures;
    this.options = options;
    this.weight = options.affine() ? Parameter.of(Tensor.ones(numFeatures)) : null;
    this.bias = options.affine() ? Parameter.zeros(numFeatures) : null;
    boolean tracked = options.trackRunningStats();
    this.runningMean = tracked ? Tensor.zeros(numFeatures) : null;
    this.runningVar = tracked ? Tensor.ones(numFeatures) : null;
    this.numBatchesTracked = tracked ? Tensor.scalarLong(0) : null;
  }

  /**
   * Normalises with the statistics of this batch in training, or if no running statistics are kept,
   * otherwise with the running ones.
   */
  final Tensor normalize(Tensor input, boolean training) {
    if (!training && runningMean != null && runningVar != null) {
      BatchNormEvalOp op = new BatchNormEvalOp(options.eps());
      return weight == null || bias == null
          ? Tensor.apply(op, input, runningMean, runningVar)
          : Tensor.apply(op, input, runningMean, runningVar, weight, bias);
    }
    BatchNormOp op = new BatchNormOp(options.eps());
    Tensor[] outputs =
        weight == null || bias == null
            ? Tensor.applyAll(op, input)
            : Tensor.applyAll(op, input, weight, bias);
    if (training && runningMean != null && runningVar != null && numBatchesTracked != null) {
      int perChannel = numFeatures == 0 ? 0 : input.count() / numFeatures;
      tracking.lock();
      try {
        double share = countBatch(numBatchesTracked);
        if (perChannel > 0) {
          blend(runningMean, outputs[1], share, 1);
          // The variance used for normalisation divides by n, the running variance by n - 1.
          blend(runningVar, outputs[2], share, perChannel / (perChannel - 1.0));
        }
      } finally {
        tracking.unlock();
      }
    }
    return outputs[0];
  }

  /** Counts this batch, and returns its weight in the running statistics. */
  private double countBatch(Tensor batches) {
    InPlace.update(batches, array -> array.storage().longs()[array.offset()]++);
    Double momentum = options.momentum();
    return momentum == null || BatchNormStatistics.isPlainMean()
        ? 1.0 / batches.itemLong()
        : momentum;
  }

  static void blend(Tensor running, Tensor batch, double share, double factor) {
    float[] values = batch.toFloats();
    InPlace.update(
        running,
        array -> {
          float[] kept = array.floats();
          for (int i = 0; i < values.length; i++) {
            int at = array.offset() + i;
            kept[at] = (float) ((1 - share) * kept[at] + share * factor * values[i]);
          }
        });
  }

  final String extraRepr() {
    Double momentum = options.momentum();
    return "%d, eps=%s, momentum=%s, affine=%s, track_running_stats=%s"
        .formatted(
            numFeatures,
            PythonText.of(options.eps()),
            momentum == null ? "None" : PythonText.of(momentum),
            PythonText.of(options.affine()),
            PythonText.of(options.trackRunningStats()));
  }
}
