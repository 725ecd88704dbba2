package dev.forja.processor.prove;

import static dev.forja.processor.prove.Operands.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The shape rule of Einstein summation. */
final class EinsumRule {
  private final Map<Character, Size> letters = new TreeMap<>();
  private Dims covered = Dims.of();

  private EinsumRule() {}

  static Value einsum(Operands given) {
    if (!(given.value(0) instanceof Value.Text(String equation))
        || !(given.value(1) instanceof Value.Items(List<Value> items, _))) {
      return tensor(Dims.UNKNOWN);
    }
    String[] sides = equation.replace(" ", "").split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    if (sides.length > 2 || inputs.length != items.size()) {
      return tensor(Dims.UNKNOWN);
    }
    EinsumRule rule = new EinsumRule();
    for (int i = 0; i < inputs.length; i++) {
      rule.read(inputs[i], Operands.dimsOf(items.get(i)));
    }
    return tensor(rule.result(sides.length == 2 ? sides[1] : implied(sides[0])));
  }

  /** The implied result: {@code ...}, followed by the letters that occur once, sorted. */
  private static String implied(String inputs) {
    String once =
        inputs
            .chars()
            .filter(Character::isLetter)
            .filter(letter -> inputs.indexOf(letter) == inputs.lastIndexOf(letter))
            .sorted()
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return (inputs.contains("...") ? "..." : "") + once;
  }

  private void read(String term, Dims x) {
    int dots = term.indexOf("...");
    String first = dots < 0 ? term : term.substring(0, dots);
    String last = dots < 0 ? "" : term.substring(dots + 3);
    int named = first.length() + last.length();
    if (x.open()) {
      if (dots >= 0) {
        covered = Dims.UNKNOWN;
      }
      for (int i = 0; dots < 0 && i < named; i++) {
        bind(first.charAt(i), x.fromEnd(named - i));
      }
      for (int i = 0; i < last.length(); i++) {
        bind(last.charAt(i), x.fromEnd(last.length() - i));
      }
      return;
    }
    if (dots < 0 ? x.count() != named : x.count() < named) {
      throw new ShapeMismatch(Reason.EQUATION, x, term);
    }
    for (int i = 0; i < first.length(); i++) {
      bind(first.charAt(i), x.sizes().get(i));
    }
    for (int i = 0; i < last.length(); i++) {
      bind(last.charAt(i), x.fromEnd(last.length() - i));
    }
    if (dots >= 0) {
      Dims middle = Dims.of(x.sizes().subList(first.length(), x.count() - last.length()));
      covered = ElementRules.broadcast(covered, middle);
    }
  }

  private void bind(char letter, Size size) {
    Size bound = letters.get(letter);
    if (bound == null || !bound.isKnown() || bound.is(1)) {
      letters.put(letter, size);
    } else if (bound.isNever(size) && bound.isNever(1) && size.isNever(1)) {
      throw new ShapeMismatch(Reason.LETTER, letter, bound, size);
    }
  }

  private Dims result(String term) {
    List<Size> sizes = new ArrayList<>();
    boolean open = false;
    String rest = term.replace("...", "*");
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) == '*') {
        if (covered.open()) {
          sizes.clear();
          open = true;
        }
        sizes.addAll(covered.sizes());
      } else {
        sizes.add(letters.getOrDefault(rest.charAt(i), Size.UNKNOWN));
      }
    }
    return new Dims(open, List.copyOf(sizes));
  }
}
