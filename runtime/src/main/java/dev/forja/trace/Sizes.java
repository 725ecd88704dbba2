package dev.forja.trace;

import dev.forja.op.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sizes in which the inputs of two traces differ, each pair of values one size, and integers as
 * functions of them.
 */
final class Sizes {
  /** One size: its values in the traces. */
  record Pair(long first, long second) {}

  /**
   * {@code factor * product of some sizes / divisor + offset}.
   *
   * @param sizes places in the list of sizes
   */
  record Expression(long factor, List<Integer> sizes, long divisor, long offset)
      implements Comparable<Expression> {
    static Expression constant(long value) {
      return new Expression(1, List.of(), 1, value - 1);
    }

    long at(long[] values) {
      long product = factor;
      for (int size : sizes) {
        product *= values[size];
      }
      return product / divisor + offset;
    }

    @Override
    public int compareTo(Expression other) {
      return toString().compareTo(other.toString());
    }
  }

  private final List<Pair> pairs = new ArrayList<>();
  private final List<DynamicSize> places = new ArrayList<>();

  Sizes(Graph first, Graph second) {
    for (int i = 0; i < first.inputs().size(); i++) {
      int[] one = first.inputs().get(i).tensorType().shape();
      int[] two = second.inputs().get(i).tensorType().shape();
      for (int d = 0; d < one.length; d++) {
        if (one[d] != two[d]) {
          Pair pair = new Pair(one[d], two[d]);
          if (!pairs.contains(pair)) {
            pairs.add(pair);
          }
          places.add(new DynamicSize(pairs.indexOf(pair), i, d));
        }
      }
    }
  }

  /** Where each size stands in the inputs. */
  List<DynamicSize> places() {
    return places;
  }

  /** The values of the sizes in inputs of these types. */
  long[] values(Graph graph, List<TensorType> types) {
    Long[] values = new Long[pairs.size()];
    for (int i = 0; i < types.size(); i++) {
      int[] shape = types.get(i).shape();
      int[] traced = graph.inputs().get(i).tensorType().shape();
      for (int d = 0; d < shape.length; d++) {
        int place = place(i, d);
        String where = "dimension %d of the input '%s'".formatted(d, graph.inputs().get(i).name());
        if (place < 0 && shape[d] != traced[d]) {
          throw new IllegalArgumentException(
              "%s is %d, and was %d in both traces".formatted(where, shape[d], traced[d]));
        }
        if (place >= 0 && values[place] != null && values[place] != shape[d]) {
          throw new IllegalArgumentException(
              "%s is %d, and elsewhere in the inputs the same size is %d"
                  .formatted(where, shape[d], values[place]));
        }
        if (place >= 0) {
          values[place] = (long) shape[d];
        }
      }
    }
    return Arrays.stream(values).mapToLong(Objects::requireNonNull).toArray();
  }

  private int place(int input, int dim) {
    return places.stream()
        .filter(place -> place.input() == input && place.dimension() == dim)
        .mapToInt(DynamicSize::size)
        .findFirst()
        .orElse(-1);
  }

  /** The only way in which an integer that was these follows from the sizes; null if not one. */
  @Nullable Expression fit(long first, long second) {
    if (first == second) {
      return Expression.constant(first);
    }
    Set<Expression> fits = new TreeSet<>();
    for (int a = 0; a < pairs.size(); a++) {
      Pair one = pairs.get(a);
      addFits(fits, List.of(a), one, first, second);
      for (int b = a; b < pairs.size(); b++) {
        Pair two = pairs.get(b);
        Pair both = new Pair(one.first * two.first, one.second * two.second);
        addFits(fits, List.of(a, b), both, first, second);
      }
      if (first - one.first == second - one.second) {
        fits.add(new Expression(1, List.of(a), 1, first - one.first));
      }
    }
    return fits.size() == 1 ? fits.iterator().next() : null;
  }

  private static void addFits(
      Set<Expression> fits, List<Integer> sizes, Pair product, long first, long second) {
    if (product.first == 0 || product.second == 0 || first == 0 || second == 0) {
      return;
    }
    if (first % product.first == 0 && first / product.first * product.second == second) {
      fits.add(new Expression(first / product.first, sizes, 1, 0));
    } else if (product.first % first == 0 && product.first / first * second == product.second) {
      fits.add(new Expression(1, sizes, product.first / first, 0));
    }
  }
}
