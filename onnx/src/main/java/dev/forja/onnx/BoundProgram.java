package dev.forja.onnx;

import dev.forja.onnx.operators.OnnxValue;
import dev.forja.onnx.operators.Subgraph;
import java.util.ArrayList;
import java.util.List;

/** A subgraph together with the values of the graph around it. */
record BoundProgram(Program program, Frame around, Budget budget) implements Subgraph {
  @Override
  public int inputs() {
    return program.inputs().size();
  }

  @Override
  public int outputs() {
    return program.outputs().size();
  }

  @Override
  public List<OnnxValue> run(List<OnnxValue> inputs) {
    if (inputs.size() != inputs()) {
      throw new IllegalArgumentException(
          "its graph has %d inputs, not %d".formatted(inputs(), inputs.size()));
    }
    Frame frame = program.frame(budget);
    program.captured().forEach((inner, outer) -> frame.put(inner, around.get(outer)));
    int at = 0;
    for (int slot : program.inputs().values()) {
      frame.put(slot, inputs.get(at++));
    }
    for (Item item : program.items()) {
      item.run(frame);
    }
    List<OnnxValue> results = new ArrayList<>();
    for (int i = 0; i < outputs(); i++) {
      OnnxValue value = frame.get(program.outputs().get(i));
      if (value == null) {
        throw new IllegalArgumentException(
            "the output '%s' of its graph is missing".formatted(program.outputNames().get(i)));
      }
      results.add(value);
    }
    return results;
  }
}
