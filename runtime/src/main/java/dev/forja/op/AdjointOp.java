package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of one input of an op that is linear in each of its inputs, as an op. Its inputs are
 * the other inputs of that op, in order, and the gradient of the output.
 *
 * <p>For an op {@code y = f(a, b)}, the product {@code <g, f(a, b)>} is linear in g, a and b. Its
 * gradient with respect to a is this op for a. If the gradient of a is itself multiplied by v, then
 * {@code <v, adjoint>} is the same product with v in the place of a, so its gradient with respect
 * to g is {@code f(v, b)}, and that with respect to b the adjoint for b at v. So gradients of any
 * order need no other ops.
 *
 * <p>Immutable.
 *
 * @param of the op
 * @param input the input whose gradient this computes
 * @param type the type of that input
 */
record AdjointOp(Multilinear of, int input, TensorType type) implements Op {
  @Override
  public String name() {
    return of.name() + "_gradient";
  }

  @Override
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>(of.attributes());
    attributes.put("gradient_of", Integer.toString(input));
    attributes.put("shape", type.show());
    return Collections.unmodifiableMap(attributes);
  }

  /** The types of the inputs of the op. */
  private TensorType[] types(TensorType... given) {
    TensorType[] types = new TensorType[given.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = i == input ? type : given[place(i)];
    }
    return types;
  }

  /** The place of an input of the op among the inputs of this one. */
  private int place(int i) {
    return i < input ? i : i - 1;
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, Integer.MAX_VALUE);
    TensorType output = output(inputs);
    TensorType gradient = inputs[inputs.length - 1];
    if (!gradient.equals(output)) {
      throw new IllegalArgumentException(
          "%s: the gradient is %s, the output %s".formatted(name(), gradient, output));
    }
    return type.alone();
  }

  private TensorType output(TensorType... inputs) {
    try {
      return of.shapes(types(inputs))[0];
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(name(), e.getMessage()), e);
    }
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    TensorType[] types = types(inputs);
    return of.flops(types, of.shapes(types));
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray stand = NdArray.view(Storage.of(new float[1]), type.sizes(), new int[type.rank()], 0);
    return OpResult.of(gradient(input, stand, inputs, allocator)).saving(inputs.clone());
  }

  /** The gradient of an input of the op, with {@code value} as the input of this op's adjoint. */
  private NdArray gradient(int wanted, NdArray value, NdArray[] given, Allocator allocator) {
    NdArray[] all = all(value, given);
    TensorType[] types = new TensorType[all.length];
    for (int i = 0; i < all.length; i++) {
      types[i] = TensorType.of(all[i]);
    }
    boolean[] needed = new boolean[all.length];
    needed[wanted] = true;
    SavedForBackward saved =
        SavedForBackward.of(
            types, of.shapes(types), OpResult.of().saving(of.saves(all, allocator)));
    NdArray g = given[given.length - 1];
    NdArray gradient = of.backward(saved, new NdArray[] {g}, needed, allocator)[wanted];
    return gradient == null ? allocator.zeros(types[wanted].sizes()) : gradient;
  }

  private NdArray[] all(NdArray value, NdArray[] given) {
    NdArray[] all = new NdArray[given.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i == input ? value : given[place(i)];
    }
    return all;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray v = GradShapes.only(gradOutputs);
    NdArray[] given = new NdArray[needed.length];
    for (int i = 0; i < given.length; i++) {
      given[i] = saved.array(i);
    }
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    for (int i = 0; i < needed.length; i++) {
      int place = i < input ? i : i + 1;
      if (needed[i] && i == needed.length - 1) {
        grads[i] = of.forward(all(v, given), allocator).output(0);
      } else if (needed[i]) {
        grads[i] = gradient(place, v, given, allocator);
      }
    }
    return grads;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int last = context.saved().inputs().size() - 1;
    V v = context.gradOutput();
    List<@Nullable V> gradients = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      if (!context.needed(i)) {
        gradients.add(null);
      } else if (i == last) {
        gradients.add(context.apply(of, others(context, v, -1)));
      } else {
        int place = i < input ? i : i + 1;
        List<V> others = others(context, v, place);
        others.add(context.input(last, last));
        gradients.add(context.apply(new AdjointOp(of, place, context.inputType(i)), others));
      }
    }
    return gradients;
  }

  /** The inputs of the op but one, with {@code value} as the input of this op's adjoint. */
  private <V> List<V> others(GradContext<V> context, V value, int without) {
    List<V> others = new ArrayList<>();
    for (int i = 0; i < context.saved().inputs().size(); i++) {
      if (i != without) {
        others.add(i == input ? value : context.input(place(i), place(i)));
      }
    }
    return others;
  }
}
