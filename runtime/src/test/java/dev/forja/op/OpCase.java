package dev.forja.op;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One op with inputs for its tests: a row of {@link OpTable}. */
record OpCase(Op op, Input... inputs) {

  /** An input: its value in a dense array, and whether its gradient is checked. */
  interface Input {
    NdArray dense(int place);

    default boolean hasGradient() {
      return dense(0).dtype() == DType.F32;
    }
  }

  /**
   * Floats in random order, at least 0.17 apart and 0.085 from zero; those of different inputs are
   * at least 0.04 apart. So kinks of the ops are further away than the steps of {@link
   * GradientTest}.
   */
  static Input floats(int... shape) {
    return place -> {
      int n = Shapes.count(shape);
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(17 * n + place));
      float[] data = new float[n];
      for (int i = 0; i < n; i++) {
        data[i] = (order.get(i) - n / 2 + 0.5f) * 0.17f + 0.043f * place;
      }
      return NdArray.dense(Storage.of(data), shape);
    };
  }

  /** Floats of at least 0.5. */
  static Input positive(int... shape) {
    return place -> {
      NdArray array = floats(shape).dense(place);
      for (int i = 0; i < array.count(); i++) {
        array.floats()[i] = 0.5f + Math.abs(array.floats()[i]);
      }
      return array;
    };
  }

  /** Floats around 0.5. */
  static Input fractions(int... shape) {
    return place -> {
      NdArray array = floats(shape).dense(place);
      for (int i = 0; i < array.count(); i++) {
        array.floats()[i] = 0.5f + array.floats()[i] / 8;
      }
      return array;
    };
  }

  /** Rows that sum to one over the second dimension. */
  static Input probabilities(int rows, int classes) {
    return place -> {
      NdArray array = positive(rows, classes).dense(place);
      for (int r = 0; r < rows; r++) {
        float sum = 0;
        for (int c = 0; c < classes; c++) {
          sum += array.floats()[r * classes + c];
        }
        for (int c = 0; c < classes; c++) {
          array.floats()[r * classes + c] /= sum;
        }
      }
      return array;
    };
  }

  /** An input whose gradient is not checked, because it has none by definition. */
  static Input constant(Input input) {
    return new Input() {
      @Override
      public NdArray dense(int place) {
        return input.dense(place);
      }

      @Override
      public boolean hasGradient() {
        return false;
      }
    };
  }

  static Input longs(int[] shape, long... data) {
    return _ -> NdArray.dense(Storage.of(data.clone()), shape);
  }

  static Input longs(long... data) {
    return longs(new int[] {data.length}, data);
  }

  static Input bools(int[] shape, boolean... data) {
    return _ -> NdArray.dense(Storage.of(data.clone()), shape);
  }

  NdArray[] dense() {
    NdArray[] arrays = new NdArray[inputs.length];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = inputs[i].dense(i);
    }
    return arrays;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(op.toString());
    for (NdArray array : dense()) {
      text.append(' ').append(array);
    }
    return text.toString();
  }
}
