package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Evaluates a rule at one call.
 *
 * @param self the receiver
 * @param arguments the arguments, with varargs combined to a list
 * @param bound the values of the symbols of its contracts
 * @param functions calls functions that are values
 * @param components reads a component of a value
 */
record RuleRun(
    Value self,
    List<Value> arguments,
    Map<String, Size> bound,
    Operands.Functions functions,
    BiFunction<Value, String, Value> components) {
  Value value(Rule rule) {
    return switch (rule) {
      case Rule.Literal(Value value) -> value;
      case Rule.Argument(int place) ->
          place < arguments.size() ? arguments.get(place) : Value.UNKNOWN;
      case Rule.Self _ -> self;
      case Rule.Name(String name) -> named(name);
      case Rule.Component(Rule of, String name) -> components.apply(value(of), name);
      case Rule.Call(String function, List<Rule> operands)
          when function.equals("when") && operands.size() == 3 ->
          choice(operands);
      case Rule.Call(String function, List<Rule> operands) ->
          RuleBook.call(function, new Operands(values(operands), functions));
      case Rule.Shape(List<Rule> sizes) ->
          Operands.tensor(Dims.of(values(sizes).stream().map(Operands::sizeOf).toList()));
      case Rule.Listing(List<Rule> items) -> listing(values(items));
      case Rule.Results(Map<String, Rule> parts) -> results(parts);
      case Rule.Arithmetic(char operator, Rule left, Rule right) ->
          new Value.Int(
              reckon(operator, Operands.sizeOf(value(left)), Operands.sizeOf(value(right))));
    };
  }

  /** One of two alternatives; if it is not known which, the facts that hold for both. */
  private Value choice(List<Rule> operands) {
    return switch (value(operands.getFirst())) {
      case Value.Bool(boolean truth) -> value(operands.get(truth ? 1 : 2));
      case Value.Null _ -> value(operands.get(2));
      case Value.Struct _ -> value(operands.get(1));
      case Value.Int _ -> value(operands.get(1));
      default -> Value.join(possible(operands.get(1)), possible(operands.get(2)));
    };
  }

  /** Evaluates an alternative that may not be taken, so that a misfit in it is not a failure. */
  private Value possible(Rule rule) {
    try {
      return value(rule);
    } catch (ShapeMismatch unfit) {
      return Value.UNKNOWN;
    }
  }

  private List<Value> values(List<Rule> rules) {
    List<Value> values = new ArrayList<>();
    rules.forEach(rule -> values.add(value(rule)));
    return values;
  }

  private Value named(String name) {
    Size size = bound.get(name);
    return size != null && size.isKnown() ? new Value.Int(size) : components.apply(self, name);
  }

  private Value listing(List<Value> items) {
    return items.stream().allMatch(Value.Int.class::isInstance)
        ? new Value.Ints(items.stream().map(Operands::sizeOf).toList())
        : new Value.Items(items);
  }

  private Value results(Map<String, Rule> parts) {
    Map<String, Value> fields = new LinkedHashMap<>();
    parts.forEach((name, part) -> fields.put(name, value(part)));
    return new Value.Struct(fields, "", null);
  }

  static Size reckon(char operator, Size left, Size right) {
    return switch (operator) {
      case '+' -> left.plus(right);
      case '-' -> left.minus(right);
      case '*' -> left.times(right);
      case '/' -> left.over(right);
      default -> left.modulo(right);
    };
  }
}
