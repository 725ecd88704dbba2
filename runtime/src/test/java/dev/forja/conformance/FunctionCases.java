package dev.forja.conformance;

import static dev.forja.conformance.Case.join;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ops and losses: functions of tensors, whose values and gradients are compared. */
record FunctionCases(Map<String, Function> rows) implements CaseKind {
  /** Calls what a torch function is called here; the outputs stand in torch's order. */
  interface Function {
    List<Tensor> apply(List<Tensor> inputs, Args args);
  }

  @Override
  public Set<String> types() {
    return rows.keySet();
  }

  @Override
  public void run(Case testCase, CaseFile file, Compare compare) {
    Function function = rows.get(testCase.type());
    if (function == null) {
      throw new IllegalArgumentException("no row for " + testCase.type());
    }
    List<Tensor> inputs = new ArrayList<>();
    for (String name : testCase.inputs()) {
      Tensor input = file.tensor(join("input", name));
      inputs.add(file.has(join("grad.input", name)) ? input.requiresGrad(true) : input);
    }
    Args args = new Args(testCase.args(), file);
    List<Tensor> outputs = function.apply(inputs, args);
    if (!args.unheeded().isEmpty()) {
      throw new AssertionError("the row passes over the arguments " + args.unheeded());
    }
    if (outputs.size() != testCase.outputs().size()) {
      throw new AssertionError(
          "%d outputs instead of %s".formatted(outputs.size(), testCase.outputs()));
    }
    for (int i = 0; i < outputs.size(); i++) {
      compare.check(join("output", testCase.outputs().get(i)), outputs.get(i).array());
    }
    backward(testCase, file, outputs);
    for (int i = 0; i < inputs.size(); i++) {
      String gradient = join("grad.input", testCase.inputs().get(i));
      if (file.has(gradient)) {
        @Nullable Tensor actual = inputs.get(i).grad();
        compare.check(gradient, actual == null ? null : actual.array());
      }
    }
  }

  /** Runs backward from each output that the case gives a gradient for. */
  private static void backward(Case testCase, CaseFile file, List<Tensor> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      String upstream = join("grad_output", testCase.outputs().get(i));
      if (file.has(upstream)) {
        outputs.get(i).backward(file.tensor(upstream), true);
      }
    }
  }
}
