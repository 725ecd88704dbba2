package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import dev.forja.array.DType;
import dev.forja.op.RecurrentKind;
import dev.forja.op.RecurrentOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Rules for recurrent networks. ONNX has the ops {@code RNN}, {@code GRU} and {@code LSTM}, with
 * the gates in another order; an LSTM with a projection becomes a {@code Scan} over its steps.
 * Weights keep their names and their order; engines reorder them once, when they load the model.
 */
final class RecurrentRules {
  private RecurrentRules() {}

  static void addTo(Rules.Builder rules) {
    rules.put(
        RecurrentOp.class,
        (op, at) -> {
          if (op.projected()) {
            new ProjectedLstm(op, at).emit();
          } else {
            recurrent(op, at);
          }
        });
  }

  private static int directions(RecurrentOp op) {
    return op.bidirectional() ? 2 : 1;
  }

  /** The place of each gate of ONNX among those of PyTorch. */
  private static int[] order(RecurrentKind kind) {
    return switch (kind) {
      case RNN_TANH, RNN_RELU -> new int[] {0};
      case GRU -> new int[] {1, 0, 2}; // z, r, n
      case LSTM -> new int[] {0, 3, 1, 2}; // i, o, f, g
    };
  }

  private static void recurrent(RecurrentOp op, OpContext at) {
    RecurrentKind kind = op.kind();
    List<String> inputs = new ArrayList<>();
    inputs.add(at.in(0));
    inputs.add(directions(op, at, direction -> gates(op, 0, direction, at)));
    inputs.add(directions(op, at, direction -> gates(op, 1, direction, at)));
    inputs.add(op.biased() ? directions(op, at, direction -> biases(op, direction, at)) : "");
    inputs.add(op.lengths() ? lengths(op, DType.I32, at) : "");
    inputs.add(at.in(1));
    if (kind.hasCell()) {
      inputs.add(at.in(2));
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(Attributes.of("hidden_size", (long) at.size(1, 2)));
    attributes.add(Attributes.of("direction", op.bidirectional() ? "bidirectional" : "forward"));
    if (kind == RecurrentKind.GRU) {
      attributes.add(Attributes.of("linear_before_reset", 1L));
    } else if (kind == RecurrentKind.RNN_RELU) {
      attributes.add(
          Attributes.strings("activations", Collections.nCopies(directions(op), "Relu")));
    }
    List<String> outputs =
        at.addAll(
            kind.layer(),
            kind.hasCell() ? 3 : 2,
            inputs,
            attributes.toArray(AttributeProto[]::new));
    String turned =
        at.add("Transpose", List.of(outputs.getFirst()), Attributes.ints("perm", 0, 2, 1, 3));
    at.out(0, at.reshape(turned, 0, 0, directions(op) * at.size(1, 2)));
    for (int i = 1; i < outputs.size(); i++) {
      at.out(i, outputs.get(i));
    }
  }

  private static String lengths(RecurrentOp op, DType type, OpContext at) {
    String lengths = at.in(op.kind().hasCell() ? 3 : 2);
    return at.add("Cast", List.of(lengths), Attributes.of("to", (long) Tensors.type(type)));
  }

  /** What each direction gives, below a dimension of directions. */
  private static String directions(RecurrentOp op, OpContext at, IntFunction<String> one) {
    List<String> all = new ArrayList<>();
    for (int direction = 0; direction < directions(op); direction++) {
      all.add(at.add("Unsqueeze", one.apply(direction), at.longs(0L)));
    }
    return joined(all, at);
  }

  private static String joined(List<String> parts, OpContext at) {
    return parts.size() == 1
        ? parts.getFirst()
        : at.add("Concat", parts, Attributes.of("axis", 0L));
  }

  /** A weight or a bias with its gates in the order of ONNX. */
  private static String gates(RecurrentOp op, int place, int direction, OpContext at) {
    String weight = at.in(op.weightsAt(direction) + place);
    int[] order = order(op.kind());
    if (order.length == 1) {
      return weight;
    }
    List<String> parts =
        at.addAll("Split", order.length, List.of(weight), Attributes.of("axis", 0L));
    List<String> ordered = new ArrayList<>();
    for (int gate : order) {
      ordered.add(parts.get(gate));
    }
    return joined(ordered, at);
  }

  private static String biases(RecurrentOp op, int direction, OpContext at) {
    return joined(List.of(gates(op, 2, direction, at), gates(op, 3, direction, at)), at);
  }

  /** An LSTM whose state is projected, which ONNX does not have. */
  private record ProjectedLstm(RecurrentOp op, OpContext at) {
    void emit() {
      String inside = op.lengths() ? inside() : "";
      List<String> outputs = new ArrayList<>();
      List<List<String>> states = List.of(new ArrayList<>(), new ArrayList<>());
      for (int direction = 0; direction < directions(op); direction++) {
        List<String> results = scan(direction, inside);
        outputs.add(results.get(2));
        states.get(0).add(at.add("Unsqueeze", results.get(0), at.longs(0L)));
        states.get(1).add(at.add("Unsqueeze", results.get(1), at.longs(0L)));
      }
      at.out(
          0,
          outputs.size() == 1
              ? outputs.getFirst()
              : at.add("Concat", outputs, Attributes.of("axis", 2L)));
      at.out(1, joined(states.get(0), at));
      at.out(2, joined(states.get(1), at));
    }

    /** Bool [l, n, 1]: which steps are inside of their sequences. */
    private String inside() {
      String steps = at.vector(at.sizeOf(0, 0));
      String count = at.add("Squeeze", steps, at.longs(0L));
      String range = at.add("Range", List.of(at.scalarLong(0), count, at.scalarLong(1)));
      String column = at.add("Unsqueeze", range, at.longs(1L));
      String less = at.add("Less", column, lengths(op, DType.I64, at));
      return at.add("Unsqueeze", less, at.longs(2L));
    }

    private String turned(int weight) {
      return at.add("Transpose", List.of(at.in(weight)), Attributes.ints("perm", 1, 0));
    }

    private String linear(String x, String weight, int bias) {
      String product = at.add("MatMul", x, weight);
      return op.biased() ? at.add("Add", product, at.in(bias)) : product;
    }

    /** The last state, the last cell and the outputs of a direction. */
    private List<String> scan(int direction, String inside) {
      int first = op.weightsAt(direction);
      String hiddenWeight = turned(first + 1);
      String projection = turned(first + (op.biased() ? 4 : 2));
      List<String> inputs = new ArrayList<>();
      List<DType> types = new ArrayList<>();
      for (int state = 1; state <= 2; state++) {
        inputs.add(at.add("Gather", at.in(state), at.scalarLong(direction)));
      }
      inputs.add(linear(at.in(0), turned(first), first + 2));
      Collections.addAll(types, DType.F32, DType.F32, DType.F32);
      if (op.lengths()) {
        inputs.add(inside);
        types.add(DType.BOOL);
      }
      GraphProto body =
          at.body(
              types,
              List.of(DType.F32, DType.F32, DType.F32),
              names -> step(names, hiddenWeight, projection, first + 3));
      int scanned = inputs.size() - 2;
      int[] ways = Collections.nCopies(scanned, direction).stream().mapToInt(d -> d).toArray();
      return at.addAll(
          "Scan",
          3,
          inputs,
          Attributes.of("body", body),
          Attributes.of("num_scan_inputs", (long) scanned),
          Attributes.ints("scan_input_directions", ways),
          Attributes.ints("scan_output_directions", direction));
    }

    private List<String> step(
        List<String> names, String hiddenWeight, String projection, int hiddenBias) {
      String state = names.get(0);
      String cell = names.get(1);
      String sum = at.add("Add", names.get(2), linear(state, hiddenWeight, hiddenBias));
      List<String> gates = at.addAll("Split", 4, List.of(sum), Attributes.of("axis", 1L));
      String kept = at.add("Mul", at.add("Sigmoid", gates.get(1)), cell);
      String entering =
          at.add("Mul", at.add("Sigmoid", gates.get(0)), at.add("Tanh", gates.get(2)));
      String next = at.add("Add", kept, entering);
      String raw = at.add("Mul", at.add("Sigmoid", gates.get(3)), at.add("Tanh", next));
      String output = at.add("MatMul", raw, projection);
      if (!op.lengths()) {
        return List.of(output, next, at.add("Identity", output));
      }
      String inside = names.get(3);
      return List.of(
          at.add("Where", List.of(inside, output, state)),
          at.add("Where", List.of(inside, next, cell)),
          at.add("Where", List.of(inside, output, at.number(0))));
    }
  }
}
