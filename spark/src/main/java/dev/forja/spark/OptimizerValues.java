package dev.forja.spark;

import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Tensor;
import java.io.Serializable;
import java.util.TreeMap;

/** The state of an optimiser, as Spark can send it. */
final class OptimizerValues implements Serializable {
  private final TreeMap<String, float[]> tensors = new TreeMap<>();
  private final TreeMap<String, int[]> shapes = new TreeMap<>();
  private final TreeMap<String, String> values = new TreeMap<>();

  static OptimizerValues of(TrainingCheckpoint state) {
    OptimizerValues copy = new OptimizerValues();
    state
        .tensors()
        .forEach(
            (name, tensor) -> {
              copy.tensors.put(name, tensor.toFloats());
              copy.shapes.put(name, tensor.shape());
            });
    state.names().forEach(name -> copy.values.put(name, state.text(name)));
    return copy;
  }

  TrainingCheckpoint checkpoint() {
    TrainingCheckpoint state = new TrainingCheckpoint();
    tensors.forEach((name, floats) -> state.put(name, Tensor.of(floats.clone(), shape(name))));
    values.forEach(state::put);
    return state;
  }

  private int[] shape(String name) {
    return shapes.getOrDefault(name, new int[0]);
  }

  /** These values times a number; the same object. */
  OptimizerValues times(double factor) {
    tensors.replaceAll(
        (_, floats) -> {
          float[] scaled = new float[floats.length];
          for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (floats[i] * factor);
          }
          return scaled;
        });
    return this;
  }

  /** The sum of the tensors; what is no tensor comes from {@code this}. */
  OptimizerValues plus(OptimizerValues other) {
    OptimizerValues sum = new OptimizerValues();
    sum.values.putAll(values);
    sum.shapes.putAll(shapes);
    sum.shapes.putAll(other.shapes);
    sum.tensors.putAll(tensors);
    other.tensors.forEach((name, floats) -> sum.tensors.merge(name, floats, RoundPart::added));
    return sum;
  }
}
