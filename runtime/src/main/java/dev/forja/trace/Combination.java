package dev.forja.trace;

import org.jspecify.annotations.Nullable;

/** Finds integer factors with which given terms add up to given numbers. */
final class Combination {
  private static final double EXACT = 1e-6;

  private Combination() {}

  /**
   * The factor of each term, followed by the additive constant; null if no integer factors give the
   * numbers. A term that depends linearly on others gets no factor.
   *
   * @param terms the values of each term
   * @param numbers the required sums; NaN where any value is permitted
   */
  static long @Nullable [] of(long[][] terms, double[] numbers) {
    int columns = terms.length + 1;
    double[][] rows = new double[columns][];
    int rank = 0;
    int[] pivots = new int[columns];
    for (int i = 0; i < numbers.length && rank < columns; i++) {
      if (!Double.isNaN(numbers[i])) {
        double[] row = reduced(row(terms, numbers, i), rows, pivots, rank);
        int pivot = pivot(row, columns);
        if (pivot >= 0) {
          rows[rank] = row;
          pivots[rank++] = pivot;
        }
      }
    }
    return solved(terms, numbers, rows, pivots, rank);
  }

  private static double[] row(long[][] terms, double[] numbers, int at) {
    double[] row = new double[terms.length + 2];
    for (int t = 0; t < terms.length; t++) {
      row[t] = terms[t][at];
    }
    row[terms.length] = 1;
    row[terms.length + 1] = numbers[at];
    return row;
  }

  private static double[] reduced(double[] row, double[][] rows, int[] pivots, int rank) {
    for (int r = 0; r < rank; r++) {
      double factor = row[pivots[r]] / rows[r][pivots[r]];
      if (factor != 0) {
        for (int c = 0; c < row.length; c++) {
          row[c] -= factor * rows[r][c];
        }
        row[pivots[r]] = 0;
      }
    }
    return row;
  }

  private static int pivot(double[] row, int columns) {
    int best = -1;
    for (int c = 0; c < columns; c++) {
      if (Math.abs(row[c]) > EXACT && (best < 0 || Math.abs(row[c]) > Math.abs(row[best]))) {
        best = c;
      }
    }
    return best;
  }

  private static long @Nullable [] solved(
      long[][] terms, double[] numbers, double[][] rows, int[] pivots, int rank) {
    long[] factors = new long[terms.length + 1];
    for (int r = rank - 1; r >= 0; r--) {
      double rest = rows[r][terms.length + 1];
      for (int later = rank - 1; later > r; later--) {
        rest -= rows[r][pivots[later]] * factors[pivots[later]];
      }
      double factor = rest / rows[r][pivots[r]];
      if (Math.abs(factor - Math.rint(factor)) > EXACT || Math.abs(factor) > 1e12) {
        return null;
      }
      factors[pivots[r]] = Math.round(factor);
    }
    return gives(terms, numbers, factors) ? factors : null;
  }

  private static boolean gives(long[][] terms, double[] numbers, long[] factors) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isNaN(numbers[i])) {
        long sum = factors[terms.length];
        for (int t = 0; t < terms.length; t++) {
          sum += factors[t] * terms[t][i];
        }
        if (sum != (long) numbers[i]) {
          return false;
        }
      }
    }
    return true;
  }
}
