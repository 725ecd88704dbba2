package dev.forja.spark;

import dev.forja.array.DType;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a module as two arrays: one of its parameters and float buffers, one of its other
 * buffers, such as counts.
 */
final class Layout {
  private final List<Parameter> parameters;
  private final List<Tensor> floats = new ArrayList<>();
  private final List<Tensor> wholes = new ArrayList<>();
  private final int parameterValues;
  private final int values;
  private final int counts;

  Layout(NeuralModule module) {
    parameters = module.parameters();
    for (Tensor buffer : module.buffers()) {
      (buffer.dtype() == DType.F32 ? floats : wholes).add(buffer);
    }
    parameterValues = total(parameters);
    values = Math.addExact(parameterValues, total(floats));
    counts = total(wholes);
  }

  private static int total(List<? extends Tensor> tensors) {
    return tensors.stream().mapToInt(Tensor::count).reduce(0, Math::addExact);
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** How many of {@link #read}'s values are those of parameters: the first ones. */
  int parameterValues() {
    return parameterValues;
  }

  float[] read() {
    float[] all = new float[values];
    int at = 0;
    for (List<? extends Tensor> part : List.of(parameters, floats)) {
      for (Tensor tensor : part) {
        float[] own = tensor.detach().toFloats();
        System.arraycopy(own, 0, all, at, own.length);
        at += own.length;
      }
    }
    return all;
  }

  long[] readCounts() {
    long[] all = new long[counts];
    int at = 0;
    for (Tensor tensor : wholes) {
      long[] own = tensor.toLongs();
      System.arraycopy(own, 0, all, at, own.length);
      at += own.length;
    }
    return all;
  }

  void write(float[] all) {
    check(all.length, values);
    int at = 0;
    for (List<? extends Tensor> part : List.of(parameters, floats)) {
      for (Tensor tensor : part) {
        InPlace.copy(tensor, slice(all, at, tensor));
        at += tensor.count();
      }
    }
  }

  void writeCounts(long[] all) {
    check(all.length, counts);
    int at = 0;
    for (Tensor tensor : wholes) {
      long[] own = new long[tensor.count()];
      System.arraycopy(all, at, own, 0, own.length);
      at += own.length;
      InPlace.copy(tensor, Tensor.of(own, tensor.shape()).to(tensor.dtype()));
    }
  }

  private static Tensor slice(float[] all, int from, Tensor like) {
    float[] own = new float[like.count()];
    System.arraycopy(all, from, own, 0, own.length);
    return Tensor.of(own, like.shape());
  }

  private static void check(int given, int own) {
    if (given != own) {
      throw new IllegalStateException(
          "the task makes a model with %,d values on this machine, but with %,d on another"
              .formatted(own, given));
    }
  }

  /** The gradients, in the places of the parameters; zeros for those that have none. */
  float[] gradients() {
    float[] all = new float[values];
    int at = 0;
    for (Parameter parameter : parameters) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        float[] own = gradient.detach().toFloats();
        System.arraycopy(own, 0, all, at, own.length);
      }
      at += parameter.count();
    }
    return all;
  }

  /** Which parameters have a gradient. */
  boolean[] used() {
    boolean[] used = new boolean[parameters.size()];
    for (int i = 0; i < used.length; i++) {
      used[i] = parameters.get(i).grad() != null;
    }
    return used;
  }

  /** Sets the gradients of the parameters that are used, and clears the others. */
  void setGradients(float[] all, boolean[] used) {
    int at = 0;
    for (int i = 0; i < used.length; i++) {
      Parameter parameter = parameters.get(i);
      parameter.zeroGrad();
      if (used[i]) {
        parameter.backward(slice(all, at, parameter));
      }
      at += parameter.count();
    }
  }
}
