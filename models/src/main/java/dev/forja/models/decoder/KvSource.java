package dev.forja.models.decoder;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys and values of a text that was read, in each layer that writes, and its mask. */
final class KvSource {
  private final List<KvLayer.Views> layers = new ArrayList<>();
  private final @Nullable Tensor mask;
  private boolean finished;

  /**
   * Without layers yet.
   *
   * @param mask bool [n, 1, 1, tokens]; null for all
   */
  KvSource(@Nullable Tensor mask) {
    this.mask = mask;
  }

  /** Says that all layers have added theirs. */
  void finish() {
    finished = true;
  }

  boolean isFinished() {
    return finished;
  }

  @Nullable Tensor mask() {
    return mask;
  }

  /** Those of a layer; null before it has added any. */
  KvLayer.@Nullable Views views(int layer) {
    return layer < layers.size() ? layers.get(layer) : null;
  }

  /** Adds copies of those of the next layer. */
  void add(KvLayer.Views views) {
    KvCache.refuseGradients(views.keys(), views.values());
    layers.add(new KvLayer.Views(KvLayer.outside(views.keys()), KvLayer.outside(views.values())));
  }

  long bytes() {
    return layers.stream()
        .mapToLong(views -> (long) Float.BYTES * (views.keys().count() + views.values().count()))
        .sum();
  }

  KvSource select(Tensor places) {
    KvSource selected = new KvSource(mask == null ? null : KvCache.rows(mask, places));
    selected.finished = finished;
    for (KvLayer.Views views : layers) {
      selected.layers.add(
          new KvLayer.Views(
              KvLayer.outside(views.keys().indexSelect(0, places)),
              KvLayer.outside(views.values().indexSelect(0, places))));
    }
    return selected;
  }
}
