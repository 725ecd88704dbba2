package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes sums of products for messages: {@code 2 * n + 1}. */
final class SizeText {
  private SizeText() {}

  static String of(Map<List<Atom>, Long> terms) {
    if (terms.isEmpty()) {
      return "0";
    }
    StringBuilder text = new StringBuilder();
    List<Map.Entry<List<Atom>, Long>> ordered = new ArrayList<>(terms.entrySet());
    ordered.sort(Comparator.comparing(term -> term.getValue() < 0));
    for (Map.Entry<List<Atom>, Long> term : ordered) {
      boolean negative = term.getValue() < 0;
      text.append(text.isEmpty() ? (negative ? "-" : "") : negative ? " - " : " + ");
      text.append(product(term.getKey(), Math.abs(term.getValue()), terms.size() > 1));
    }
    return text.toString();
  }

  private static StringBuilder product(List<Atom> atoms, long count, boolean inSum) {
    StringBuilder product = new StringBuilder(count != 1 || atoms.isEmpty() ? count + "" : "");
    for (Atom atom : atoms) {
      String shown = atom.show();
      boolean composed = !(atom instanceof Symbol) && (inSum || atoms.size() > 1);
      product.append(product.isEmpty() ? "" : " * ").append(composed ? "(" + shown + ")" : shown);
    }
    return product;
  }
}
