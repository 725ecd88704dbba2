package dev.forja.tensor;

import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Einstein summation, by the rules of {@code torch.einsum}. Two operands at a time become one
 * batched matrix product: common letters that are needed later are the batch dimensions, and common
 * letters that are not are summed by the product.
 */
final class Einsum {
  /** The size of a table over ASCII letters. */
  private static final int LETTERS = 128;

  private final String equation;
  private final List<Tensor> operands = new ArrayList<>();
  private final List<String> letters = new ArrayList<>();

  private Einsum(String equation) {
    this.equation = equation;
  }

  static Tensor of(String equation, Tensor... operands) {
    return new Einsum(equation.replace(" ", "")).run(operands);
  }

  private Tensor run(Tensor[] given) {
    int arrow = equation.indexOf("->");
    String[] terms = (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
    if (terms.length != given.length) {
      throw refuse(given, "it names %d operands".formatted(terms.length));
    }
    int hidden = hiddenDimensions(terms, given);
    for (int i = 0; i < given.length; i++) {
      add(expandDots(terms[i], given[i].rank(), hidden, given), given[i], given);
    }
    checkSizes(given);
    String result =
        arrow < 0 ? implicit(hidden) : explicit(equation.substring(arrow + 2), hidden, given);
    return contract(result);
  }

  /** The largest number of dimensions that an ellipsis stands for. */
  private int hiddenDimensions(String[] terms, Tensor[] given) {
    int most = 0;
    for (int i = 0; i < terms.length; i++) {
      if (terms[i].contains("...")) {
        most = Math.max(most, given[i].rank() - terms[i].length() + 3);
      }
    }
    return most;
  }

  /**
   * The term with digits in place of the ellipsis, aligned at the last dimension as in
   * broadcasting.
   */
  private String expandDots(String term, int rank, int hidden, Tensor[] given) {
    int dots = term.indexOf("...");
    String named = dots < 0 ? term : term.substring(0, dots) + term.substring(dots + 3);
    if (!named.chars().allMatch(c -> c < LETTERS && Character.isLetter(c))) {
      throw refuse(
          given, "'%s' is not a term: expected letters, and at most one ...".formatted(term));
    }
    int covered = rank - named.length();
    if (covered < 0 || (dots < 0 && covered > 0)) {
      throw refuse(given, "the term '%s' does not fit %d dimensions".formatted(term, rank));
    }
    return dots < 0
        ? named
        : term.substring(0, dots) + digits(hidden - covered, hidden) + term.substring(dots + 3);
  }

  private static String digits(int from, int to) {
    StringBuilder digits = new StringBuilder();
    for (int i = from; i < to; i++) {
      digits.append((char) ('0' + i));
    }
    return digits.toString();
  }

  /** Takes the diagonal of letters that a term repeats. */
  private void add(String term, Tensor tensor, Tensor[] given) {
    Tensor operand = tensor;
    String left = term;
    for (int i = 0; i < left.length(); i++) {
      char letter = left.charAt(i);
      int again = left.indexOf(letter, i + 1);
      if (again >= 0) {
        if (operand.size(i) != operand.size(again)) {
          throw refuse(
              given,
              "sizes %d and %d of the repeated '%s' differ"
                  .formatted(operand.size(i), operand.size(again), letter));
        }
        operand = operand.diagonal(i, again);
        left =
            new StringBuilder(left).deleteCharAt(again).deleteCharAt(i).append(letter).toString();
        i--;
      }
    }
    operands.add(operand);
    letters.add(left);
  }

  private void checkSizes(Tensor[] given) {
    for (char letter : allLetters().toCharArray()) {
      int size = 1;
      for (int i = 0; i < operands.size(); i++) {
        int at = letters.get(i).indexOf(letter);
        int mine = at < 0 ? 1 : operands.get(i).size(at);
        if (mine != 1 && size != 1 && mine != size) {
          throw refuse(given, "sizes %d and %d of '%s' differ".formatted(size, mine, letter));
        }
        size = mine == 1 ? size : mine;
      }
    }
  }

  private String allLetters() {
    return distinct(String.join("", letters), _ -> true);
  }

  private static String distinct(String letters, IntPredicate wanted) {
    return letters
        .chars()
        .distinct()
        .filter(wanted)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /**
   * The implicit result: the dimensions of the ellipsis, then the letters that occur once, sorted.
   */
  private String implicit(int hidden) {
    String given = equation.replace(".", "").replace(",", "");
    String once =
        given
            .chars()
            .filter(c -> given.indexOf(c) == given.lastIndexOf(c))
            .sorted()
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return digits(0, hidden) + once;
  }

  private String explicit(String result, int hidden, Tensor[] given) {
    String expanded = result.replace("...", digits(0, hidden));
    String known = allLetters();
    for (int i = 0; i < expanded.length(); i++) {
      char letter = expanded.charAt(i);
      if (known.indexOf(letter) < 0 || expanded.indexOf(letter, i + 1) >= 0) {
        throw refuse(
            given,
            "'%s' in the result must occur in an operand, and only once in the result"
                .formatted(letter));
      }
    }
    return expanded;
  }

  private Tensor contract(String result) {
    while (operands.size() > 1) {
      String later = result + String.join("", letters.subList(2, letters.size()));
      String a = letters.removeFirst();
      String b = letters.removeFirst();
      Tensor left = sumUnneeded(operands.removeFirst(), a, b + later);
      Tensor right = sumUnneeded(operands.removeFirst(), b, a + later);
      String x = distinct(a, c -> (b + later).indexOf(c) >= 0);
      String y = distinct(b, c -> (a + later).indexOf(c) >= 0);
      pair(left, x, right, y, later);
    }
    Tensor last = sumUnneeded(operands.getFirst(), letters.getFirst(), result);
    String left = distinct(letters.getFirst(), c -> result.indexOf(c) >= 0);
    return order(last, left, result);
  }

  private static Tensor sumUnneeded(Tensor tensor, String letters, String needed) {
    int[] dims = new int[letters.length()];
    int count = 0;
    for (int d = 0; d < dims.length; d++) {
      if (needed.indexOf(letters.charAt(d)) < 0) {
        dims[count++] = d;
      }
    }
    return count == 0 ? tensor : tensor.sum(Arrays.copyOf(dims, count));
  }

  /** Multiplies two operands and puts their product first in the list of remaining operands. */
  private void pair(Tensor left, String x, Tensor right, String y, String later) {
    String stack = distinct(x, c -> y.indexOf(c) >= 0 && later.indexOf(c) >= 0);
    String summed = distinct(x, c -> y.indexOf(c) >= 0 && later.indexOf(c) < 0);
    String rows = distinct(x, c -> y.indexOf(c) < 0);
    String columns = distinct(y, c -> x.indexOf(c) < 0);
    int[] sizes = new int[LETTERS];
    sizes(left, x, sizes);
    sizes(right, y, sizes);
    Tensor a = matrices(left, x, stack, rows, summed, sizes);
    Tensor b = matrices(right, y, stack, summed, columns, sizes);
    String all = stack + rows + columns;
    operands.addFirst(a.matmul(b).reshape(shape(all, sizes)));
    letters.addFirst(all);
  }

  private static void sizes(Tensor tensor, String letters, int[] sizes) {
    for (int d = 0; d < letters.length(); d++) {
      int size = tensor.size(d);
      sizes[letters.charAt(d)] = sizes[letters.charAt(d)] > 1 ? sizes[letters.charAt(d)] : size;
    }
  }

  private static int[] shape(String letters, int[] sizes) {
    return letters.chars().map(c -> sizes[c]).toArray();
  }

  private static Tensor matrices(
      Tensor tensor, String from, String stack, String rows, String columns, int[] sizes) {
    String to = stack + rows + columns;
    Tensor ordered = order(tensor, from, to).expand(shape(to, sizes));
    int[] shape = new int[stack.length() + 2];
    System.arraycopy(shape(stack, sizes), 0, shape, 0, stack.length());
    shape[shape.length - 2] = Shapes.count(shape(rows, sizes));
    shape[shape.length - 1] = Shapes.count(shape(columns, sizes));
    return ordered.reshape(shape);
  }

  private static Tensor order(Tensor tensor, String from, String to) {
    return tensor.permute(to.chars().map(from::indexOf).toArray());
  }

  private IllegalArgumentException refuse(Tensor[] given, String reason) {
    String shapes =
        Arrays.stream(given).map(t -> Shapes.show(t.shape())).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "einsum: '%s' of %s: %s".formatted(equation, shapes, reason));
  }
}
