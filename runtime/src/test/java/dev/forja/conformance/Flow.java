package dev.forja.conformance;

import static dev.forja.conformance.Case.join;

import dev.forja.tensor.Autograd;
import dev.forja.tensor.GradOptions;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps for the tensors of a case, independent of what is computed between inputs and outputs.
 */
record Flow(Case testCase, CaseFile file, Compare compare) {
  /** The inputs; leaves require gradients if the case has their gradients. */
  List<Tensor> inputs() {
    List<Tensor> inputs = new ArrayList<>();
    for (String name : testCase.inputs()) {
      Tensor input = file.tensor(join("input", name));
      inputs.add(file.has(join("grad.input", name)) ? input.requiresGrad(true) : input);
    }
    return inputs;
  }

  /** Compares the outputs. */
  void outputs(List<Tensor> outputs) {
    if (outputs.size() != testCase.outputs().size()) {
      throw new AssertionError(
          "%d outputs instead of %s".formatted(outputs.size(), testCase.outputs()));
    }
    for (int i = 0; i < outputs.size(); i++) {
      compare.check(join("output", testCase.outputs().get(i)), outputs.get(i).array());
    }
  }

  /** Runs backward from each output for which the case has a gradient. */
  void backward(List<Tensor> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      String upstream = join("grad_output", testCase.outputs().get(i));
      if (file.has(upstream)) {
        outputs.get(i).backward(file.tensor(upstream), true);
      }
    }
  }

  /** Compares the gradients of the inputs for which the case has one. */
  void inputGradients(List<Tensor> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      gradient(join("grad.input", testCase.inputs().get(i)), inputs.get(i));
    }
  }

  /** Whether the case has second gradients, which are then all that it has gradients for. */
  boolean isSecond() {
    return file.names().stream().anyMatch(name -> name.startsWith("second."));
  }

  /**
   * Compares the gradients of leaves, recorded, and those of the sum of these times v.
   *
   * @param parameters the parameters of a layer by name; none for a function
   */
  void second(List<Tensor> outputs, List<Tensor> inputs, Map<String, ? extends Tensor> parameters) {
    Map<String, Tensor> leaves = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      leaves.put(join("input", testCase.inputs().get(i)), inputs.get(i));
    }
    parameters.forEach((name, parameter) -> leaves.put(join("param", name), parameter));
    leaves.keySet().removeIf(name -> !file.has("v." + name));
    Map<String, Tensor> all = new LinkedHashMap<>(leaves);
    Tensor loss = Tensor.scalar(0);
    for (int i = 0; i < outputs.size(); i++) {
      String upstream = join("grad_output", testCase.outputs().get(i));
      if (file.has(upstream)) {
        Tensor weight = file.tensor(upstream).requiresGrad(true);
        all.put(upstream, weight);
        loss = loss.add(outputs.get(i).mul(weight).sum());
      }
    }
    GradOptions create = GradOptions.defaults().withCreateGraph(true).withAllowUnused(true);
    List<Tensor> first = Autograd.grad(loss, List.copyOf(leaves.values()), create);
    Tensor sum = Tensor.scalar(0);
    int place = 0;
    for (String name : leaves.keySet()) {
      Tensor gradient = first.get(place++);
      compare.check("grad." + name, gradient.array());
      sum = sum.add(gradient.mul(file.tensor("v." + name)).sum());
    }
    List<Tensor> of = List.copyOf(all.values());
    List<Tensor> second =
        sum.requiresGrad()
            ? Autograd.grad(sum, of, create)
            : of.stream().map(leaf -> Tensor.zeros(leaf.shape())).toList();
    place = 0;
    for (String name : all.keySet()) {
      compare.check("second." + name, second.get(place++).array());
    }
  }

  /** Compares the gradient of a leaf, if the case has it. */
  void gradient(String name, Tensor leaf) {
    if (file.has(name)) {
      @Nullable Tensor actual = leaf.grad();
      compare.check(name, actual == null ? null : actual.array());
    }
  }
}
