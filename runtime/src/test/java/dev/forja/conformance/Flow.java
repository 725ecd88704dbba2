package dev.forja.conformance;

import static dev.forja.conformance.Case.join;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
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

  /** Compares the gradient of a leaf, if the case has it. */
  void gradient(String name, Tensor leaf) {
    if (file.has(name)) {
      @Nullable Tensor actual = leaf.grad();
      compare.check(name, actual == null ? null : actual.array());
    }
  }
}
