package dev.forja.op;

import dev.forja.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one direction of a recurrent network, in the order in which {@link RecurrentOp}
 * takes them.
 *
 * @param input [gates * h, in], times the input of a step
 * @param hidden [gates * h, out], times the state before the step
 * @param inputBias [gates * h], null if there are no biases
 * @param hiddenBias [gates * h], null if there are no biases
 * @param projection [out, h], null if the state is not projected
 */
record RecurrentWeights(
    NdArray input,
    NdArray hidden,
    @Nullable NdArray inputBias,
    @Nullable NdArray hiddenBias,
    @Nullable NdArray projection) {
  /** The names of the weights of a direction, in order. */
  static List<String> names(boolean biased, boolean projected) {
    List<String> names = new ArrayList<>(List.of("weight_ih", "weight_hh"));
    if (biased) {
      names.addAll(List.of("bias_ih", "bias_hh"));
    }
    if (projected) {
      names.add("weight_hr");
    }
    return names;
  }

  /** The weights that begin at an index. */
  static RecurrentWeights at(NdArray[] arrays, int from, boolean biased, boolean projected) {
    return new RecurrentWeights(
        arrays[from],
        arrays[from + 1],
        biased ? arrays[from + 2] : null,
        biased ? arrays[from + 3] : null,
        projected ? arrays[from + (biased ? 4 : 2)] : null);
  }
}
