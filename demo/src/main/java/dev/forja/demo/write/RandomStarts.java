package dev.forja.demo.write;

import dev.forja.tensor.Philox;
import dev.forja.tensor.PhiloxState;
import dev.forja.train.TrainingListener;

/**
 * Where the stretches of an epoch begin. That depends only on the seed, the epoch and the number of
 * the stretch, so a run that was interrupted goes on with the same ones. As a listener it is told
 * of epochs.
 */
final class RandomStarts implements TrainingListener {
  /** Mixed into the seed, so that places differ from what initialisation and dropout draw. */
  private static final long PLACES = 0x706c61636573L;

  private final long seed;
  private int epoch;

  RandomStarts(long seed) {
    this.seed = seed;
  }

  @Override
  public void epochStarted(int newEpoch, int epochs, int batch) {
    epoch = newEpoch;
  }

  /** Where a stretch begins, below {@code end}. */
  int start(int index, int end) {
    // Counters of different epochs are 2^32 apart: no draw is used twice.
    PhiloxState state = new PhiloxState(seed ^ PLACES, ((long) epoch << Integer.SIZE) + index);
    return new Philox(state).nextInt(end);
  }
}
