package dev.forja.conformance;

import dev.forja.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ops and losses: functions of tensors whose values and gradients are compared. */
record FunctionCases(Map<String, Function> rows) implements CaseKind {
  /**
   * Calls Forja's counterpart of a torch function; the outputs are in torch's order. The arguments
   * contain the inputs by name, too.
   */
  interface Function {
    List<Tensor> apply(List<Tensor> inputs, Args args);
  }

  /** The rows of several tables. */
  @SafeVarargs
  static FunctionCases of(Map<String, Function>... tables) {
    Map<String, Function> rows = new HashMap<>();
    for (Map<String, Function> table : tables) {
      rows.putAll(table);
    }
    return new FunctionCases(Map.copyOf(rows));
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
    Flow flow = new Flow(testCase, file, compare);
    List<Tensor> inputs = flow.inputs();
    Map<String, Tensor> named = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(testCase.inputs().get(i), inputs.get(i));
    }
    Args args = new Args(testCase.args(), file, named);
    List<Tensor> outputs = function.apply(inputs, args);
    args.checkAllHeeded();
    flow.outputs(outputs);
    if (flow.isSecond()) {
      flow.second(outputs, inputs, Map.of());
      return;
    }
    flow.backward(outputs);
    flow.inputGradients(inputs);
  }
}
