package dev.forja.conformance;

import dev.forja.array.DType;
import dev.forja.conformance.LayerCases.Inputs;
import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whole models: one forward pass to the logits and the loss, and one backward pass from the loss.
 */
record ModelCases(Map<String, Row> rows) implements CaseKind {
  @Override
  public Set<String> types() {
    return rows.keySet();
  }

  @Override
  public void run(Case testCase, CaseFile file, Compare compare) {
    Row row = Objects.requireNonNull(rows.get(testCase.type()));
    Args args = new Args(testCase.args(), file);
    Layer model = row.make(args);
    args.checkAllHeeded();
    model.module().train(testCase.training());
    model.module().loadStateDict(LayerCases.state(file));
    Flow flow = new Flow(testCase, file, compare);
    List<Tensor> inputs = flow.inputs();
    Tensor x = inputs.get(testCase.inputs().indexOf("x"));
    Tensor target = inputs.get(testCase.inputs().indexOf("target"));
    Tensor logits =
        model.call().apply(new Inputs(List.of(x), Map.of("x", x), Args.none())).getFirst();
    Tensor loss = loss(testCase, file, logits, target);
    List<Tensor> outputs = List.of(logits, loss);
    flow.outputs(outputs);
    flow.backward(outputs);
    flow.inputGradients(inputs);
    model.module().namedParameters().forEach((name, p) -> flow.gradient("grad.param." + name, p));
    LayerCases.buffers(file, compare, model.module().namedBuffers());
    Replays.check(
        testCase,
        model.module(),
        List.of(x),
        given -> model.call().apply(new Inputs(given, Map.of("x", given.getFirst()), Args.none())));
  }

  @SuppressWarnings("unchecked") // the keys of JSON objects are strings
  private static Tensor loss(Case testCase, CaseFile file, Tensor logits, Tensor target) {
    Map<String, @Nullable Object> loss =
        (Map<String, @Nullable Object>) Objects.requireNonNull(testCase.setup().get("loss"));
    String type = (String) Objects.requireNonNull(loss.get("type"));
    Args args =
        new Args((Map<String, @Nullable Object>) Objects.requireNonNull(loss.get("args")), file);
    List<Tensor> inputs =
        target.dtype() == DType.F32
            ? List.of(logits, target)
            : List.of(logits.flatten(0, -2), target.flatten());
    Tensor value =
        Objects.requireNonNull(LossTable.CASES.rows().get(type)).apply(inputs, args).getFirst();
    args.checkAllHeeded();
    return value;
  }
}
