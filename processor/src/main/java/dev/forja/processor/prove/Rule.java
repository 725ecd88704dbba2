package dev.forja.processor.prove;

import java.util.List;
import java.util.Map;

/** A parsed expression of the language of {@code @ShapeRule}. */
sealed interface Rule {
  /** A literal value. */
  record Literal(Value value) implements Rule {}

  /** The argument at an index. */
  record Argument(int place) implements Rule {}

  /** The receiver of the method. */
  record Self() implements Rule {}

  /** A symbol of a contract, or a field of the object. */
  record Name(String name) implements Rule {}

  /** A component of a record. */
  record Component(Rule of, String name) implements Rule {}

  /** A function of some operands. */
  record Call(String function, List<Rule> operands) implements Rule {}

  /** A tensor of this shape. */
  record Shape(List<Rule> sizes) implements Rule {}

  /** A list. */
  record Listing(List<Rule> items) implements Rule {}

  /** A record of these components. */
  record Results(Map<String, Rule> components) implements Rule {}

  /** A sum, a difference, a product, a quotient or a remainder. */
  record Arithmetic(char operator, Rule left, Rule right) implements Rule {}
}
