package dev.forja.module;

import dev.forja.array.Shapes;
import dev.forja.tensor.Autograd;
import dev.forja.tensor.GradOptions;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The derivatives of functions that {@link Functional} offers. Stateless. */
final class Derivatives {
  private static final GradOptions CREATE =
      GradOptions.defaults().withCreateGraph(true).withMaterializeGrads(true);

  private Derivatives() {}

  /** A run of a function at inputs of its own, so that gradients stop there. */
  private record Run(List<Tensor> inputs, Tensor output, boolean isAlone) {
    static Run of(Function<List<Tensor>, Tensor> f, List<Tensor> at, boolean quiet) {
      List<Tensor> inputs = at.stream().map(Derivatives::fresh).toList();
      Tensor output = f.apply(inputs);
      boolean alone = quiet || inputs.containsAll(Autograd.leaves(output));
      return new Run(inputs, output, alone);
    }

    /** The gradients of the inputs, recorded; zeros where the output does not depend on one. */
    List<Tensor> gradients(Tensor gradient) {
      return Derivatives.gradients(output, inputs, gradient);
    }

    Tensor ones() {
      return Tensor.ones(output.shape());
    }

    /** A result, without its record if nobody else can differentiate it. */
    Tensor given(Tensor result) {
      return isAlone ? result.detach() : result;
    }

    List<Tensor> given(List<Tensor> results) {
      return results.stream().map(this::given).toList();
    }

    ValueAndProduct with(List<Tensor> products) {
      return new ValueAndProduct(given(output), given(products));
    }
  }

  /** Runs a computation with recording; inside NoGrad, its results are not recorded. */
  private static <T> T recording(Function<Boolean, T> body) {
    boolean quiet = NoGrad.isActive();
    return NoGrad.lifted(() -> body.apply(quiet));
  }

  /** A tensor of the same values; gradients flow through it to one that requires them. */
  private static Tensor fresh(Tensor input) {
    return input.requiresGrad() ? input.reshape(input.shape()) : input.detach().requiresGrad(true);
  }

  private static List<Tensor> gradients(Tensor of, List<Tensor> inputs, Tensor gradient) {
    if (!of.requiresGrad()) {
      return inputs.stream().map(input -> Tensor.zeros(input.shape())).toList();
    }
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor each : Autograd.grad(List.of(of), inputs, List.of(gradient), CREATE)) {
      gradients.add(Objects.requireNonNull(each));
    }
    return gradients;
  }

  private static void scalar(String method, Tensor output) {
    if (output.count() != 1) {
      throw new IllegalArgumentException(
          "%s: the function returned %s: expected one element"
              .formatted(method, Shapes.show(output.array().shape())));
    }
  }

  static List<Tensor> grad(Function<List<Tensor>, Tensor> f, List<Tensor> at) {
    return recording(
        quiet -> {
          Run run = Run.of(f, at, quiet);
          scalar("grad", run.output());
          return run.given(run.gradients(run.ones()));
        });
  }

  static ValueAndProduct vjp(Function<List<Tensor>, Tensor> f, List<Tensor> at, Tensor v) {
    return recording(
        quiet -> {
          Run run = Run.of(f, at, quiet);
          return run.with(run.gradients(v));
        });
  }

  /**
   * The product of the Jacobian and v, as the gradient of the product of a row u and the Jacobian:
   * {@code u J} is linear in u, with the gradient {@code J v}.
   */
  static ValueAndProduct jvp(Function<List<Tensor>, Tensor> f, List<Tensor> at, List<Tensor> v) {
    return recording(
        quiet -> {
          Run run = Run.of(f, at, quiet);
          Tensor u = Tensor.zeros(run.output().shape()).requiresGrad(true);
          Tensor along = dot("jvp", run.gradients(u), v);
          return run.with(gradients(along, List.of(u), Tensor.ones(along.shape())));
        });
  }

  static ValueAndProduct hvp(
      String method, Function<List<Tensor>, Tensor> f, List<Tensor> at, List<Tensor> v) {
    return recording(
        quiet -> {
          Run run = Run.of(f, at, quiet);
          scalar(method, run.output());
          Tensor along = dot(method, run.gradients(run.ones()), v);
          return run.with(gradients(along, run.inputs(), Tensor.ones(along.shape())));
        });
  }

  private static Tensor dot(String method, List<Tensor> gradients, List<Tensor> v) {
    if (v.size() != gradients.size()) {
      throw new IllegalArgumentException(
          "%s: %d inputs, but %d vectors".formatted(method, gradients.size(), v.size()));
    }
    Tensor sum = Tensor.scalar(0);
    for (int i = 0; i < v.size(); i++) {
      if (!Arrays.equals(v.get(i).shape(), gradients.get(i).shape())) {
        throw new IllegalArgumentException(
            "%s: input %d is %s, its vector %s"
                .formatted(
                    method,
                    i,
                    Shapes.show(gradients.get(i).array().shape()),
                    Shapes.show(v.get(i).array().shape())));
      }
      sum = sum.add(gradients.get(i).mul(v.get(i)).sum());
    }
    return sum;
  }

  /** The Jacobians of an output with respect to each input, each [output.., input..]. */
  static List<Tensor> jacobian(Function<List<Tensor>, Tensor> f, List<Tensor> at) {
    return recording(
        quiet -> {
          Run run = Run.of(f, at, quiet);
          return run.given(rows(run.output(), run.inputs()));
        });
  }

  private static List<Tensor> rows(Tensor output, List<Tensor> inputs) {
    List<List<Tensor>> rows = new ArrayList<>();
    for (int i = 0; i < output.count(); i++) {
      float[] one = new float[output.count()];
      one[i] = 1;
      rows.add(gradients(output, inputs, Tensor.of(one, output.shape())));
    }
    List<Tensor> jacobians = new ArrayList<>();
    for (int k = 0; k < inputs.size(); k++) {
      int[] shape =
          IntStream.concat(Arrays.stream(output.shape()), Arrays.stream(inputs.get(k).shape()))
              .toArray();
      int place = k;
      Tensor[] parts = rows.stream().map(row -> row.get(place)).toArray(Tensor[]::new);
      jacobians.add(
          parts.length == 0 ? Tensor.zeros(shape) : Tensor.stack(0, parts).reshape(shape));
    }
    return jacobians;
  }

  /** The second derivatives, by the place of the first input and that of the second one. */
  static List<List<Tensor>> hessian(Function<List<Tensor>, Tensor> f, List<Tensor> at) {
    return recording(
        quiet -> {
          Run run = Run.of(f, at, quiet);
          scalar("hessian", run.output());
          List<List<Tensor>> second = new ArrayList<>();
          for (Tensor gradient : run.gradients(run.ones())) {
            second.add(run.given(rows(gradient, run.inputs())));
          }
          return second;
        });
  }
}
