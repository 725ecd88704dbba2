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

/** What the batch norms share: their state, what they compute, and how they print. */
abstract class BatchNormState {
  final int numFeatures;

  /** What each channel is multiplied by, [numFeatures]; null if nothing. */
  @ShapeRule("[numFeatures]")
  final @Nullable Parameter weight;

  /** What is then added, [numFeatures]; null if nothing. */
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

  /** How many batches the running statistics have seen, an int64 scalar; null if none are kept. */
  @Buffer
  @Named("num_batches_tracked")
  @ShapeRule("[]")
  final @Nullable Tensor numBatchesTracked;

  final BatchNormOptions options;

  /** Held while the running statistics change, so that no batch of another thread is lost. */
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

  /** By the statistics of this batch in training or where none are kept, else by the kept ones. */
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
      int perChannel = input.count() / numFeatures;
      tracking.lock();
      try {
        double share = countBatch(numBatchesTracked);
        if (perChannel > 0) {
          blend(runningMean, outputs[1], share, 1);
          // The variance that was normalised by divides by n, the running one by n - 1.
          blend(runningVar, outputs[2], share, perChannel / (perChannel - 1.0));
        }
      } finally {
        tracking.unlock();
      }
    }
    return outputs[0];
  }

  /** Counts this batch, and says by which share it enters the running statistics. */
  private double countBatch(Tensor batches) {
    InPlace.update(batches, array -> array.storage().longs()[array.offset()]++);
    Double momentum = options.momentum();
    return momentum == null ? 1.0 / batches.itemLong() : momentum;
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
