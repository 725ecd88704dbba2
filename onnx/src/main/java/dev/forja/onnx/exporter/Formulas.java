package dev.forja.onnx.exporter;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.trace.Formula;
import dev.forja.trace.Formula.Apply;
import dev.forja.trace.Formula.Function;
import dev.forja.trace.Formula.Real;
import dev.forja.trace.Formula.Root;
import dev.forja.trace.Formula.Size;
import dev.forja.trace.Formula.Whole;
import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import dev.forja.trace.OpenConstant;
import dev.forja.trace.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes formulas of the sizes of the inputs as ONNX nodes that compute them. All numbers that vary
 * are written here, each once. Integers have type int64 and other numbers float64, so that they are
 * rounded as in the call.
 */
final class Formulas {
  private final Graph graph;
  private final Emitter emitter;
  private final Map<Formula, String> known = new HashMap<>();

  Formulas(Graph graph, Emitter emitter) {
    this.graph = graph;
    this.emitter = emitter;
  }

  /** A number as a vector of one element: int64 if it is an integer, otherwise float64. */
  String vector(Formula formula, @Nullable Node from) {
    String name = known.get(formula);
    if (name == null) {
      name = emit(formula, from);
      known.put(formula, name);
    }
    return name;
  }

  private String emit(Formula formula, @Nullable Node from) {
    return switch (formula) {
      case Whole(long value) -> emitter.constant(Tensors.longs("", value));
      case Real(double value) -> emitter.constant(Tensors.doubles("", value));
      case Size(int place, _) -> size(place, from);
      case Root(var of) -> add(from, "Sqrt", real(of, from));
      case Apply(var function, var a, var b) ->
          formula.isWhole() ? whole(function, a, b, from) : real(function, a, b, from);
    };
  }

  /** A variable size, read from an input when the model runs. */
  private String size(int place, @Nullable Node from) {
    for (Value.Input input : graph.inputs()) {
      for (int d = 0; d < input.tensorType().rank(); d++) {
        if (graph.size(input, d) instanceof Size(int same, _) && same == place) {
          return emitter
              .nodes(
                  from,
                  "Shape",
                  1,
                  List.of(emitter.name(input, from)),
                  Attributes.of("start", (long) d),
                  Attributes.of("end", (long) d + 1))
              .getFirst();
        }
      }
    }
    throw new IllegalStateException("no input has the size " + graph.dims().get(place));
  }

  private String whole(Function function, Formula first, Formula second, @Nullable Node from) {
    String a = vector(first, from);
    String b = vector(second, from);
    return switch (function) {
      case ADD -> add(from, "Add", a, b);
      case SUB -> add(from, "Sub", a, b);
      case MUL -> add(from, "Mul", a, b);
      case MIN -> add(from, "Min", a, b);
      case MAX -> add(from, "Max", a, b);
      case MOD -> add(from, "Mod", a, b);
      // ONNX truncates the quotients of integers towards zero; without its remainder, a number is
      // divided exactly.
      case FLOOR_DIV ->
          add(
              from,
              "Div",
              isNeverNegative(first) ? a : add(from, "Sub", a, add(from, "Mod", a, b)),
              b);
      case DIV -> throw new IllegalStateException("a quotient is no whole number");
    };
  }

  private static boolean isNeverNegative(Formula formula) {
    return switch (formula) {
      case Whole(long value) -> value >= 0;
      case Size _ -> true;
      case Apply(var function, var a, var b) ->
          function != Function.SUB && isNeverNegative(a) && isNeverNegative(b);
      case Real _, Root _ -> false;
    };
  }

  private String real(Function function, Formula first, Formula second, @Nullable Node from) {
    String a = real(first, from);
    String b = real(second, from);
    return switch (function) {
      case ADD -> add(from, "Add", a, b);
      case SUB -> add(from, "Sub", a, b);
      case MUL -> add(from, "Mul", a, b);
      case DIV -> add(from, "Div", a, b);
      case MIN -> add(from, "Min", a, b);
      case MAX -> add(from, "Max", a, b);
      case FLOOR_DIV, MOD -> throw new IllegalStateException("these are of whole numbers");
    };
  }

  private String real(Formula formula, @Nullable Node from) {
    String number = vector(formula, from);
    return formula.isWhole() ? cast(number, Tensors.DOUBLE, from) : number;
  }

  private String cast(String value, int type, @Nullable Node from) {
    return emitter
        .nodes(from, "Cast", 1, List.of(value), Attributes.of("to", (long) type))
        .getFirst();
  }

  private String add(@Nullable Node from, String type, String... inputs) {
    return emitter.nodes(from, type, 1, List.of(inputs)).getFirst();
  }

  /** A number of the given type as a tensor without dimensions. */
  String scalar(Formula formula, DType type, @Nullable Node from) {
    if (formula.isFixed()) {
      return emitter.constant(Tensors.of("", fixed(formula.at(), type)));
    }
    String number = vector(formula, from);
    boolean as = formula.isWhole() && type == DType.I64;
    return alone(as ? number : cast(number, Tensors.type(type), from), from);
  }

  /** The element of a vector of length 1 as a tensor without dimensions. */
  private String alone(String vector, @Nullable Node from) {
    return add(from, "Squeeze", vector, emitter.constant(Tensors.longs("", 0)));
  }

  private static NdArray fixed(double value, DType type) {
    return NdArray.dense(
        switch (type) {
          case F32 -> Storage.of(new float[] {(float) value});
          case I64 -> Storage.of(new long[] {(long) value});
          case I32 -> Storage.of(new int[] {(int) value});
          case BOOL -> Storage.of(new boolean[] {value != 0});
          default -> throw new ExportException("numbers of type " + type + " are not exported");
        });
  }

  /** An int64 vector of several integers. */
  String vector(List<Formula> formulas, @Nullable Node from) {
    if (formulas.stream().allMatch(Formula::isFixed)) {
      return emitter.constant(
          Tensors.longs("", formulas.stream().mapToLong(each -> each.wholeAt()).toArray()));
    }
    List<String> parts = formulas.stream().map(each -> vector(each, from)).toList();
    return joined(parts, from);
  }

  private String joined(List<String> parts, @Nullable Node from) {
    return parts.size() == 1
        ? parts.getFirst()
        : emitter.nodes(from, "Concat", 1, parts, Attributes.of("axis", 0L)).getFirst();
  }

  /** A tensor that the call computed from sizes without an op. */
  String constant(DType type, OpenConstant constant, @Nullable Node from) {
    String shape = vector(constant.shape(), from);
    if (!constant.elements().isEmpty()) {
      List<String> parts =
          constant.elements().stream()
              .map(each -> cast(vector(each, from), Tensors.type(type), from))
              .toList();
      return add(from, "Reshape", joined(parts, from), shape);
    }
    if (constant.step().isFixed() && constant.step().at() == 0) {
      String value = cast(vector(constant.start(), from), Tensors.type(type), from);
      return add(from, "Expand", alone(value, from), shape);
    }
    // A sequence with a nonzero step consists of integers: start, start + step, ..
    Formula count = constant.shape().stream().reduce(new Whole(1), Formulas::product);
    String zero = emitter.constant(Tensors.of("", fixed(0, DType.I64)));
    String one = emitter.constant(Tensors.of("", fixed(1, DType.I64)));
    String places = add(from, "Range", zero, scalar(count, DType.I64, from), one);
    String start = scalar(whole(constant.start()), DType.I64, from);
    String step = scalar(whole(constant.step()), DType.I64, from);
    String values = add(from, "Add", start, add(from, "Mul", places, step));
    return add(from, "Reshape", cast(values, Tensors.type(type), from), shape);
  }

  private static Formula product(Formula a, Formula b) {
    return a instanceof Whole(long one) && one == 1 ? b : new Apply(Function.MUL, a, b);
  }

  private static Formula whole(Formula formula) {
    return formula instanceof Real(double value) ? new Whole((long) value) : formula;
  }
}
