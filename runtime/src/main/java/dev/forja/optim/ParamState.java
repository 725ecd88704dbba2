package dev.forja.optim;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The state that an optimiser keeps for one parameter: the number of updates, and named arrays and
 * numbers. Not thread-safe.
 */
public final class ParamState {
  private final SequencedMap<String, NdArray> arrays = new LinkedHashMap<>();
  private final SequencedMap<String, Double> numbers = new LinkedHashMap<>();
  private long steps;

  ParamState() {}

  void count() {
    steps++;
  }

  /** The number of updates of the parameter, including the current one. */
  public long steps() {
    return steps;
  }

  /** Whether there is an array with this name. */
  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /** The mutable array with this name: dense, in the shape of the parameter, initially zeros. */
  public NdArray array(String name, Parameter like) {
    NdArray array = arrays.computeIfAbsent(name, key -> Allocator.HEAP.zeros(like.shape()));
    array.storage().touch();
    return array;
  }

  /** The mutable array with this name: dense, in a shape that the parameter's broadcasts to. */
  NdArray array(String name, int... shape) {
    NdArray array = arrays.computeIfAbsent(name, key -> Allocator.HEAP.zeros(shape));
    array.storage().touch();
    return array;
  }

  /** Removes the array with this name, if there is one. */
  void remove(String name) {
    arrays.remove(name);
  }

  /** The number with this name, or {@code otherwise} if there is none. */
  public double numberOr(String name, double otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }

  /** Stores a number. */
  public void number(String name, double value) {
    numbers.put(name, value);
  }

  TrainingCheckpoint save() {
    TrainingCheckpoint state = new TrainingCheckpoint().put("step", steps);
    arrays.forEach((name, array) -> state.put(name, Tensor.of(array)));
    numbers.forEach(state::put);
    return state;
  }

  /**
   * Reads the state that {@link #save} wrote; {@code place} is the index of the parameter, for
   * messages.
   */
  static ParamState load(TrainingCheckpoint saved, Parameter parameter, int place) {
    ParamState state = new ParamState();
    state.steps = steps(saved);
    saved.names().stream()
        .filter(name -> !name.equals("step"))
        .forEach(name -> state.numbers.put(name, saved.number(name)));
    saved
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (!fits(tensor.shape(), parameter.shape())) {
                throw new IllegalArgumentException(
                    "the saved %s of parameter %d has shape %s, the parameter has %s"
                        .formatted(
                            name,
                            place,
                            Shapes.show(tensor.shape()),
                            Shapes.show(parameter.shape())));
              }
              if (tensor.array().dtype() != DType.F32) {
                throw new IllegalArgumentException(
                    "the checkpoint is damaged: the saved %s of parameter %d has type %s, but must be float32"
                        .formatted(name, place, tensor.array().dtype()));
              }
              state.arrays.put(name, tensor.array().copy(Allocator.HEAP));
            });
    return state;
  }

  /** Whether an array has the shape of its parameter, or size 1 in some dimensions. */
  private static boolean fits(int[] shape, int[] parameter) {
    boolean fits = shape.length == parameter.length;
    for (int d = 0; fits && d < shape.length; d++) {
      fits = shape[d] == parameter[d] || shape[d] == 1;
    }
    return fits;
  }

  private static long steps(TrainingCheckpoint saved) {
    long steps = saved.integer("step");
    if (steps < 0) {
      throw new IllegalArgumentException(
          "the checkpoint is damaged: a parameter with %d steps".formatted(steps));
    }
    return steps;
  }
}
