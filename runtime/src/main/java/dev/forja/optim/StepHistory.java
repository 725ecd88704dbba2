package dev.forja.optim;

import dev.forja.tensor.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The last steps of {@link LBFGS}, which estimate the inverse Hessian: the changes of the
 * parameters and of the gradients. For one thread at a time.
 */
final class StepHistory {
  /** A change of the parameters, the change of the gradient, and one divided by their product. */
  private static final class Pair {
    private final float[] moved;
    private final float[] bent;
    private final float inverse;

    private Pair(float[] moved, float[] bent, float inverse) {
      this.moved = moved;
      this.bent = bent;
      this.inverse = inverse;
    }
  }

  private final List<Pair> pairs = new ArrayList<>();
  private long iterations;
  private float diagonal = 1;
  private float[] direction = {};
  private float[] gradient = {};
  private float step;

  /** Whether no direction has been remembered, so that there is no curvature yet. */
  boolean isFirst() {
    return iterations == 1;
  }

  /** The next direction of descent; counts one iteration. */
  float[] direction(float[] now, int size) {
    iterations++;
    if (iterations > 1) {
      learn(now, size);
    }
    float[] q = Vectors.scaled(now, -1);
    if (iterations == 1) {
      return q;
    }
    float[] shares = new float[pairs.size()];
    for (int i = pairs.size() - 1; i >= 0; i--) {
      Pair pair = pairs.get(i);
      shares[i] = Vectors.dot(pair.moved, q) * pair.inverse;
      Vectors.add(-shares[i], pair.bent, q);
    }
    float[] r = Vectors.scaled(q, diagonal);
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      float back = Vectors.dot(pair.bent, r) * pair.inverse;
      Vectors.add(shares[i] - back, pair.moved, r);
    }
    return r;
  }

  /** Adds the last step, unless the curvature along it is not positive. */
  private void learn(float[] now, int size) {
    float[] bent = now.clone();
    Vectors.add(-1, gradient, bent);
    float[] moved = Vectors.scaled(direction, step);
    float product = Vectors.dot(bent, moved);
    if (product > 1e-10) {
      if (pairs.size() >= size) {
        pairs.removeFirst();
      }
      pairs.add(new Pair(moved, bent, 1 / product));
      diagonal = product / Vectors.dot(bent, bent);
    }
  }

  /** Keeps the direction, the length of the step and the gradient before it. */
  void remember(float[] along, float length, float[] before) {
    direction = along;
    step = length;
    gradient = before.clone();
  }

  /** Corrects the length of the step that was kept. */
  void moved(float length) {
    step = length;
  }

  /** Writes the history to the states of the parameters: each gets its part of the vectors. */
  void write(List<Parameter> parameters, Function<Parameter, ParamState> states) {
    ParamState first = states.apply(parameters.getFirst());
    first.number("n_iter", (double) iterations);
    first.number("H_diag", diagonal);
    first.number("t", step);
    first.number("pairs", pairs.size());
    for (int i = 0; i < pairs.size(); i++) {
      first.number("ro." + i, pairs.get(i).inverse);
    }
    if (iterations == 0) {
      return;
    }
    int from = 0;
    for (Parameter parameter : parameters) {
      ParamState state = states.apply(parameter);
      part(state, "d", parameter, direction, from);
      part(state, "prev_flat_grad", parameter, gradient, from);
      for (int i = 0; i < pairs.size(); i++) {
        part(state, "old_dirs." + i, parameter, pairs.get(i).bent, from);
        part(state, "old_stps." + i, parameter, pairs.get(i).moved, from);
      }
      from += parameter.count();
    }
  }

  private static void part(
      ParamState state, String name, Parameter parameter, float[] vector, int from) {
    float[] values = state.array(name, parameter).floats();
    System.arraycopy(vector, from, values, 0, parameter.count());
  }

  /** Reads what {@link #write} wrote. */
  void read(List<Parameter> parameters, Function<Parameter, ParamState> states) {
    ParamState first = states.apply(parameters.getFirst());
    iterations = (long) first.numberOr("n_iter", 0);
    diagonal = (float) first.numberOr("H_diag", 1);
    step = (float) first.numberOr("t", 0);
    int count = parameters.stream().mapToInt(Parameter::count).sum();
    direction = new float[count];
    gradient = new float[count];
    pairs.clear();
    for (int i = 0; i < (int) first.numberOr("pairs", 0); i++) {
      float inverse = (float) first.numberOr("ro." + i, 0);
      pairs.add(new Pair(new float[count], new float[count], inverse));
    }
    int from = 0;
    for (Parameter parameter : parameters) {
      ParamState state = states.apply(parameter);
      whole(state, "d", parameter, direction, from);
      whole(state, "prev_flat_grad", parameter, gradient, from);
      for (int i = 0; i < pairs.size(); i++) {
        whole(state, "old_dirs." + i, parameter, pairs.get(i).bent, from);
        whole(state, "old_stps." + i, parameter, pairs.get(i).moved, from);
      }
      from += parameter.count();
    }
    if (iterations == 0) {
      Arrays.fill(direction, 0);
    }
  }

  private static void whole(
      ParamState state, String name, Parameter parameter, float[] vector, int from) {
    System.arraycopy(state.array(name, parameter).floats(), 0, vector, from, parameter.count());
  }
}
