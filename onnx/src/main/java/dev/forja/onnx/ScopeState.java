package dev.forja.onnx;

import dev.forja.array.DType;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.spi.StateVisitor;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What a scope holds: the tensors whose names begin with its own, and the scopes in it. */
final class ScopeState {
  private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
  private final SequencedMap<String, OnnxScope> children = new LinkedHashMap<>();
  private final SequencedMap<String, ScopeState> states = new LinkedHashMap<>();

  void child(String name, OnnxScope scope, ScopeState state) {
    children.put(name, scope);
    states.put(name, state);
  }

  boolean hasChild(String name) {
    return children.containsKey(name);
  }

  /** Puts a tensor into the scope that its name leads to. */
  void put(String name, Tensor tensor) {
    ScopeState at = this;
    String rest = name;
    boolean found = true;
    while (found) {
      found = false;
      for (var entry : at.states.entrySet()) {
        String prefix = entry.getKey() + ".";
        if (rest.length() > prefix.length() && rest.startsWith(prefix)) {
          at = entry.getValue();
          rest = rest.substring(prefix.length());
          found = true;
          break;
        }
      }
    }
    at.tensors.put(rest, tensor);
  }

  void visit(StateVisitor visitor) {
    tensors.forEach(
        (name, tensor) -> {
          if (tensor instanceof Parameter) {
            visitor.parameter(name, tensor);
          } else {
            visitor.buffer(name, tensor, true);
          }
        });
    children.forEach(visitor::child);
  }

  /**
   * The value of an initializer: a parameter if it holds floats and has no name that exporters make
   * up for constants.
   */
  static OnnxValue value(String name, Tensor tensor) {
    boolean parameter = tensor.dtype() == DType.F32 && !name.startsWith("/");
    if (!parameter) {
      return OnnxValue.of(tensor);
    }
    Parameter made = Parameter.of(tensor);
    made.requiresGrad(false);
    return OnnxValue.of(made);
  }
}
