package dev.forja.processor.prove;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The functions of rules by name, and the parsed rules by their text. */
final class RuleBook {
  private static final Map<String, Function<Operands, Value>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("same", given -> given.value(0)),
          Map.entry("unknown", _ -> Value.UNKNOWN),
          Map.entry("along", ElementRules::along),
          Map.entry("alike", ElementRules::alike),
          Map.entry("ranked", ElementRules::ranked),
          Map.entry("broadcast", ElementRules::broadcast),
          Map.entry("fills", ElementRules::fills),
          Map.entry("atLeast", ElementRules::atLeast),
          Map.entry("reduction", ElementRules::reduction),
          Map.entry("constant", RuleBook::constant),
          Map.entry("reduce", DimensionRules::reduce),
          Map.entry("halved", DimensionRules::halved),
          Map.entry("permute", DimensionRules::permute),
          Map.entry("transpose", DimensionRules::transpose),
          Map.entry("unsqueeze", DimensionRules::unsqueeze),
          Map.entry("squeeze", DimensionRules::squeeze),
          Map.entry("unsized", DimensionRules::unsized),
          Map.entry("diagonal", DimensionRules::diagonal),
          Map.entry("repeat", DimensionRules::repeat),
          Map.entry("resize", DimensionRules::resize),
          Map.entry("split", DimensionRules::split),
          Map.entry("chunk", DimensionRules::chunk),
          Map.entry("unbind", DimensionRules::unbind),
          Map.entry("cat", DimensionRules::cat),
          Map.entry("stack", DimensionRules::stack),
          Map.entry("reshape", ReshapeRules::reshape),
          Map.entry("flatten", ReshapeRules::flatten),
          Map.entry("unflatten", ReshapeRules::unflatten),
          Map.entry("expand", ReshapeRules::expand),
          Map.entry("shape", ReshapeRules::shape),
          Map.entry("sized", ReshapeRules::sized),
          Map.entry("sizes", ReshapeRules::sizes),
          Map.entry("size", ReshapeRules::size),
          Map.entry("rank", ReshapeRules::rank),
          Map.entry("count", ReshapeRules::count),
          Map.entry("slice", PartRules::slice),
          Map.entry("narrow", PartRules::narrow),
          Map.entry("select", PartRules::select),
          Map.entry("indexSelect", PartRules::indexSelect),
          Map.entry("gather", PartRules::gather),
          Map.entry("scatter", PartRules::scatter),
          Map.entry("embedding", PartRules::embedding),
          Map.entry("oneHot", PartRules::oneHot),
          Map.entry("topk", PartRules::topk),
          Map.entry("pad", PartRules::pad),
          Map.entry("resample", PartRules::resample),
          Map.entry("pixelShuffle", PartRules::pixelShuffle),
          Map.entry("matmul", ProductRules::matmul),
          Map.entry("linear", ProductRules::linear),
          Map.entry("attention", ProductRules::attention),
          Map.entry("groupedAttention", ProductRules::groupedAttention),
          Map.entry("classes", ProductRules::classes),
          Map.entry("einsum", EinsumRule::einsum),
          Map.entry("image", ImageRules::image),
          Map.entry("window", ImageRules::window),
          Map.entry("windows", ImageRules::windows),
          Map.entry("conv", ImageRules::conv),
          Map.entry("ends", ImageRules::ends),
          Map.entry("channels", ImageRules::channels),
          Map.entry("solve", MatrixRules::solve),
          Map.entry("diag", MatrixRules::diag),
          Map.entry("diagEmbed", MatrixRules::diagEmbed),
          Map.entry("tile", MatrixRules::tile),
          Map.entry("tensordot", MatrixRules::tensordot),
          Map.entry("meshgrid", MatrixRules::meshgrid),
          Map.entry("movedim", MatrixRules::movedim),
          Map.entry("tensorSplit", MatrixRules::tensorSplit),
          Map.entry("chain", RuleBook::chain));

  private final Map<String, Optional<Rule>> rules = new HashMap<>();

  /** The rule for a text; empty if it cannot be parsed. */
  Optional<Rule> rule(String text) {
    return rules.computeIfAbsent(text, RuleBook::read);
  }

  private static Optional<Rule> read(String text) {
    try {
      return Optional.of(RuleParser.parse(text));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Calls the function with that name; unknown if there is none. */
  static Value call(String name, Operands operands) {
    Function<Operands, Value> function = FUNCTIONS.get(name);
    return function == null ? Value.UNKNOWN : function.apply(operands);
  }

  /** Whether there is a function of that name. */
  static boolean has(String name) {
    return name.equals("when") || FUNCTIONS.containsKey(name);
  }

  private static Value constant(Operands given) {
    return given.value(0) instanceof Value.Text(String name)
        ? new Value.Constant(name)
        : Value.UNKNOWN;
  }

  private static Value chain(Operands given) {
    Value value = given.value(0);
    for (int place = 1; place < given.count(); place++) {
      switch (given.value(place)) {
        case Value.Items(List<Value> items, _) -> {
          for (Value item : items) {
            value = given.functions().call(item, value);
          }
        }
        case Value.Repeated _ -> value = Value.UNKNOWN;
        case Value single -> value = given.functions().call(single, value);
      }
    }
    return value;
  }
}
