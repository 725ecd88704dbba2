package dev.forja.optim;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The state that an optimiser keeps for one parameter: how often it was updated, and named arrays
 * and numbers.
 */
public final class ParamState {
  private final SequencedMap<String, NdArray> arrays = new LinkedHashMap<>();
  private final SequencedMap<String, Double> numbers = new LinkedHashMap<>();
  private int steps;

  ParamState() {}

  void count() {
    steps++;
  }

  /** How often the parameter was updated, the update under way included. */
  public int steps() {
    return steps;
  }

  /** Whether there is an array of this name. */
  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /**
   * The array of this name, to be changed: dense, in the shape of the parameter, zeros when first
   * asked for.
   */
  public NdArray array(String name, Parameter like) {
    NdArray array = arrays.computeIfAbsent(name, key -> Allocator.HEAP.zeros(like.shape()));
    array.storage().touch();
    return array;
  }

  /** The number of this name; {@code otherwise} if none was put. */
  public double numberOr(String name, double otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }

  /** Remembers a number. */
  public void number(String name, double value) {
    numbers.put(name, value);
  }

  TrainingCheckpoint save() {
    TrainingCheckpoint state = new TrainingCheckpoint().put("step", steps);
    arrays.forEach((name, array) -> state.put(name, Tensor.of(array)));
    numbers.forEach(state::put);
    return state;
  }

  /** The state that {@link #save} once wrote; {@code place} is the parameter's, for messages. */
  static ParamState load(TrainingCheckpoint saved, Parameter parameter, int place) {
    ParamState state = new ParamState();
    state.steps = saved.count("step");
    saved.names().stream()
        .filter(name -> !name.equals("step"))
        .forEach(name -> state.numbers.put(name, saved.number(name)));
    saved
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (!Arrays.equals(tensor.shape(), parameter.shape())) {
                throw new IllegalArgumentException(
                    "the saved %s of parameter %d has shape %s, the parameter has %s"
                        .formatted(
                            name,
                            place,
                            Shapes.show(tensor.shape()),
                            Shapes.show(parameter.shape())));
              }
              state.arrays.put(name, tensor.array().copy(Allocator.HEAP));
            });
    return state;
  }
}
