package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Branches and loops. */
final class Controls {
  /** A loop with more steps is taken for one without an end. */
  private static final long MOST_STEPS = 1_000_000;

  /** The same for a loop that says only when it ends, not how many steps it has at most. */
  private static final long MOST_OPEN_STEPS = 20_000;

  private Controls() {}

  static void addTo(OperatorTable table) {
    table.add("If", "else_branch then_branch", Controls::branch);
    table.add("Loop", "body", Controls::loop);
    table.add(
        "Scan",
        "body directions num_scan_inputs scan_input_axes scan_input_directions scan_output_axes"
            + " scan_output_directions",
        Controls::scan);
  }

  private static boolean truth(@Nullable OnnxValue value) {
    if (value instanceof OnnxValue.Single(Tensor tensor) && tensor.count() == 1) {
      return Elementwise.truth(tensor).toBooleans()[0];
    }
    throw new IllegalArgumentException("a condition is not one truth value");
  }

  private static void branch(Call call) {
    String chosen = truth(call.value(0)) ? "then_branch" : "else_branch";
    for (OnnxValue value : call.subgraph(chosen).run(List.of())) {
      call.give(value);
    }
  }

  private static Tensor tensor(OnnxValue value) {
    if (value instanceof OnnxValue.Single(Tensor tensor)) {
      return tensor;
    }
    throw new IllegalArgumentException("an output to be collected is not a tensor");
  }

  private static void expect(Subgraph body, int inputs, int outputs) {
    if (body.inputs() != inputs || body.outputs() < outputs) {
      throw new IllegalArgumentException(
          "its body has %d inputs and %d outputs, expected %d and %d or more"
              .formatted(body.inputs(), body.outputs(), inputs, outputs));
    }
  }

  private static void loop(Call call) {
    Subgraph body = call.subgraph("body");
    long most = call.has(0) ? call.number(0) : Long.MAX_VALUE;
    boolean going = !call.has(1) || truth(call.value(1));
    List<OnnxValue> carried = new ArrayList<>();
    for (int i = 2; i < call.count(); i++) {
      carried.add(call.value(i));
    }
    int count = carried.size();
    expect(body, 2 + count, 1 + count);
    int collected = body.outputs() - 1 - count;
    List<List<Tensor>> outputs = new ArrayList<>();
    for (int i = 0; i < collected; i++) {
      outputs.add(new ArrayList<>());
    }
    long end = most > MOST_STEPS ? MOST_OPEN_STEPS : MOST_STEPS;
    for (long step = 0; going && step < most; step++) {
      if (step >= end) {
        throw new IllegalArgumentException("its loop has not ended after %d steps".formatted(end));
      }
      List<OnnxValue> inputs = new ArrayList<>();
      inputs.add(OnnxValue.of(Tensor.scalarLong(step)));
      inputs.add(OnnxValue.of(Tensor.of(new boolean[] {true}).reshape()));
      inputs.addAll(carried);
      List<OnnxValue> results = body.run(inputs);
      going = truth(results.get(0));
      carried = new ArrayList<>(results.subList(1, 1 + count));
      for (int i = 0; i < collected; i++) {
        outputs.get(i).add(tensor(results.get(1 + count + i)));
      }
    }
    carried.forEach(call::give);
    for (List<Tensor> each : outputs) {
      call.give(each.isEmpty() ? Tensor.zeros(0) : Tensor.stack(0, each.toArray(Tensor[]::new)));
    }
  }

  private static void scan(Call call) {
    Subgraph body = call.subgraph("body");
    int scanned = Sizes.toInt("num_scan_inputs", call.node().integer("num_scan_inputs"));
    if (call.node().opset() < 9) {
      scanBatches(call, body, scanned);
      return;
    }
    List<OnnxValue> inputs = new ArrayList<>();
    for (int i = 0; i < call.count(); i++) {
      inputs.add(call.value(i));
    }
    if (scanned < 1 || scanned > inputs.size()) {
      throw new IllegalArgumentException(
          "'num_scan_inputs' is %d of %d inputs".formatted(scanned, inputs.size()));
    }
    new Scanning(call.node(), body, scanned, inputs.size() - scanned)
        .run(inputs)
        .forEach(call::give);
  }

  /** Version 8: the first input is the lengths, and all inputs begin with the batch. */
  private static void scanBatches(Call call, Subgraph body, int scanned) {
    if (call.has(0)) {
      throw new IllegalArgumentException("lengths of sequences are not supported");
    }
    int batches = call.x(1).size(0);
    List<List<Tensor>> results = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      List<OnnxValue> inputs = new ArrayList<>();
      for (int i = 1; i < call.count(); i++) {
        inputs.add(OnnxValue.of(call.x(i).select(0, b)));
      }
      List<OnnxValue> outputs =
          new Scanning(call.node(), body, scanned, inputs.size() - scanned).run(inputs);
      for (int i = 0; i < outputs.size(); i++) {
        if (b == 0) {
          results.add(new ArrayList<>());
        }
        results.get(i).add(tensor(outputs.get(i)));
      }
    }
    for (List<Tensor> each : results) {
      call.give(Tensor.stack(0, each.toArray(Tensor[]::new)));
    }
  }

  /** One scan over its inputs. */
  private record Scanning(OnnxNode node, Subgraph body, int scanned, int states) {
    List<OnnxValue> run(List<OnnxValue> inputs) {
      expect(body, states + scanned, states);
      int collected = body.outputs() - states;
      List<OnnxValue> carried = new ArrayList<>(inputs.subList(0, states));
      List<Tensor> sources = new ArrayList<>();
      String directions = node.has("directions") ? "directions" : "scan_input_directions";
      for (int i = 0; i < scanned; i++) {
        Tensor source = tensor(inputs.get(states + i));
        int axis = Sizes.dim("scan_input_axes", at("scan_input_axes", i), source.rank());
        Tensor ahead = source.movedim(axis, 0);
        sources.add(at(directions, i) == 1 ? Slices.flip(ahead, 0) : ahead);
      }
      int steps = sources.getFirst().size(0);
      List<List<Tensor>> outputs = new ArrayList<>();
      for (int i = 0; i < collected; i++) {
        outputs.add(new ArrayList<>());
      }
      for (int step = 0; step < steps; step++) {
        List<OnnxValue> given = new ArrayList<>(carried);
        for (Tensor source : sources) {
          given.add(OnnxValue.of(source.select(0, step)));
        }
        List<OnnxValue> results = body.run(given);
        carried = new ArrayList<>(results.subList(0, states));
        for (int i = 0; i < collected; i++) {
          outputs.get(i).add(tensor(results.get(states + i)));
        }
      }
      List<OnnxValue> all = new ArrayList<>(carried);
      for (int i = 0; i < collected; i++) {
        all.add(OnnxValue.of(joined(outputs.get(i), i)));
      }
      return all;
    }

    private Tensor joined(List<Tensor> parts, int output) {
      if (parts.isEmpty()) {
        return Tensor.zeros(0);
      }
      Tensor first = parts.getFirst();
      int axis = Sizes.dim("scan_output_axes", at("scan_output_axes", output), first.rank() + 1);
      Tensor joined = Tensor.stack(axis, parts.toArray(Tensor[]::new));
      return at("scan_output_directions", output) == 1 ? Slices.flip(joined, axis) : joined;
    }

    private long at(String attribute, int index) {
      long[] values = node.integers(attribute);
      if (values == null) {
        return 0;
      }
      if (index >= values.length) {
        throw new IllegalArgumentException(
            "'%s' has %d numbers, too few".formatted(attribute, values.length));
      }
      return values[index];
    }
  }
}
