package dev.forja.trace;

import dev.forja.array.DType;
import dev.forja.array.Storage;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tensor that the call created without an op, at each of the traced sizes. */
final class ConstantSamples {
  /** The maximum number of elements for which each may have a formula of its own. */
  private static final int EACH = 64;

  private final Tensor first;
  private final double[] elements;
  private final Column start = new Column();
  private final Column step = new Column();
  private final List<Column> each = new ArrayList<>();
  private boolean varies;
  private boolean steps = true;
  private boolean sameCount = true;

  ConstantSamples(Tensor first) {
    this.first = first;
    this.elements = elements(first);
    for (int i = 0; i < Math.min(EACH, elements.length); i++) {
      each.add(new Column());
    }
  }

  /** The storage at the first of the sizes. */
  Storage storage() {
    return first.array().storage();
  }

  private static double[] elements(Tensor tensor) {
    if (tensor.dtype().isFloat() || tensor.dtype() == DType.BOOL) {
      float[] floats = tensor.toFloats();
      double[] elements = new double[floats.length];
      Arrays.setAll(elements, i -> floats[i]);
      return elements;
    }
    return Arrays.stream(tensor.toLongs()).asDoubleStream().toArray();
  }

  void add(Tensor tensor) {
    boolean same = tensor.array().storage() == first.array().storage();
    double[] now = same ? elements : elements(tensor);
    varies |=
        !same && !(Arrays.equals(tensor.shape(), first.shape()) && Arrays.equals(now, elements));
    double by = now.length > 1 ? now[1] - now[0] : Double.NaN;
    steps &= grows(now, by);
    start.add(now.length > 0 ? now[0] : Double.NaN);
    step.add(by);
    sameCount &= now.length == elements.length;
    for (int i = 0; sameCount && i < each.size(); i++) {
      each.get(i).add(now[i]);
    }
  }

  /** Whether neighbouring elements differ by {@code by}, with every element computed exactly. */
  private static boolean grows(double[] elements, double by) {
    if (elements.length < 2) {
      return true;
    }
    if (by != 0 && (by != Math.rint(by) || elements[0] != Math.rint(elements[0]))) {
      return false;
    }
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != elements[0] + i * by) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a number exists for any of the sizes: the step of a tensor with one element does not.
   */
  private static boolean known(Column column) {
    return !Arrays.stream(column.values()).allMatch(Double::isNaN);
  }

  /** Whether the tensor differs between sizes. */
  boolean varies() {
    return varies;
  }

  /** The tensor as a function of the sizes. */
  OpenConstant fitted(String where, List<Formula> shape, Fitter fitter) {
    OpNumbers.Kind kind = first.dtype().isFloat() ? OpNumbers.Kind.FLOAT : OpNumbers.Kind.WHOLE;
    Formula zero = new Formula.Whole(0);
    if (steps) {
      return new OpenConstant(
          shape,
          List.of(),
          known(start) ? fitter.fitKnown("the first element of " + where, start, kind) : zero,
          known(step) ? fitter.fitKnown("the step in the elements of " + where, step, kind) : zero);
    }
    if (!sameCount || elements.length > EACH) {
      throw new IllegalArgumentException(
          where
              + ", which is "
              + first.array()
              + " at the smallest sizes, changes with the sizes and is neither a few numbers nor"
              + " numbers in steps: compute it by ops");
    }
    List<Formula> formulas = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      formulas.add(fitter.fit("element %d of %s".formatted(i, where), each.get(i), kind));
    }
    return new OpenConstant(shape, formulas, zero, zero);
  }
}
