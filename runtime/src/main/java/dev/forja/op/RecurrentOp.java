package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.StridedCopy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a recurrent network over all steps of its input, in one direction or in both. The
 * equations of a step are those of {@code torch.nn.RNN}, {@code GRU} and {@code LSTM}.
 *
 * <p>Inputs, with l steps, n sequences, d directions and a state of size h: the input [l, n, in];
 * the first state [d, n, out]; with a cell, the first cell [d, n, h]; the lengths, int64 [n], each
 * from 1 to l, if {@code lengths}; then for each direction {@code weight_ih} [gates * h, in],
 * {@code weight_hh} [gates * h, out], {@code bias_ih} and {@code bias_hh} [gates * h] if {@code
 * biased}, and {@code weight_hr} [out, h] if {@code projected}. Without a projection, out is h.
 *
 * <p>Outputs: the states of all steps [l, n, d * out], the last state [d, n, out], and with a cell
 * the last cell [d, n, h]. After its length, the output of a sequence is zero; its input there may
 * be anything, and gets no gradient. The second direction begins at the end of each sequence.
 *
 * <p>Immutable.
 *
 * @param kind the network
 * @param bidirectional whether there is a second direction, from the end to the start
 * @param biased whether there are biases
 * @param projected whether each state is multiplied by {@code weight_hr}
 * @param lengths whether the sequences have lengths of their own
 */
public record RecurrentOp(
    RecurrentKind kind, boolean bidirectional, boolean biased, boolean projected, boolean lengths)
    implements Op {
  /** Creates the op; only the state of an LSTM can be projected. */
  public RecurrentOp {
    if (projected && kind != RecurrentKind.LSTM) {
      throw new IllegalArgumentException(
          kind.op() + ": only the state of an LSTM can be projected");
    }
  }

  @Override
  public String name() {
    return kind.op();
  }

  private int directions() {
    return bidirectional ? 2 : 1;
  }

  private int states() {
    return kind.hasCell() ? 2 : 1;
  }

  /** The number of weights of each direction. */
  private int weights() {
    return RecurrentWeights.names(biased, projected).size();
  }

  /** The index of the first weight of a direction among the inputs. */
  public int weightsAt(int direction) {
    return 1 + states() + (lengths ? 1 : 0) + direction * weights();
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    int count = weightsAt(directions());
    Checks.arity(this, inputs, count, count);
    TensorType x = inputs[0];
    Checks.dtype(this, "the input", x, DType.F32);
    if (x.rank() != 3 || x.sizes()[0] == 0) {
      throw new IllegalArgumentException(
          "%s: input %s: expected [l, n, in], with l of 1 or more".formatted(name(), x.show()));
    }
    int batch = x.sizes()[1];
    TensorType weight = inputs[weightsAt(0) + 1];
    if (weight.rank() != 2 || weight.sizes()[0] % kind.gates() != 0) {
      throw new IllegalArgumentException(
          "%s: weight_hh %s: expected [%d * h, out]"
              .formatted(name(), weight.show(), kind.gates()));
    }
    int size = weight.sizes()[0] / kind.gates();
    int out = projected ? weight.sizes()[1] : size;
    int[] state = {directions(), batch, out};
    int[] cell = {directions(), batch, size};
    expect("the first state", inputs[1], DType.F32, state);
    if (kind.hasCell()) {
      expect("the first cell", inputs[2], DType.F32, cell);
    }
    if (lengths) {
      expect("lengths", inputs[1 + states()], DType.I64, batch);
    }
    for (int direction = 0; direction < directions(); direction++) {
      int at = weightsAt(direction);
      for (String name : RecurrentWeights.names(biased, projected)) {
        int[] expected =
            switch (name) {
              case "weight_ih" -> new int[] {kind.gates() * size, x.sizes()[2]};
              case "weight_hh" -> new int[] {kind.gates() * size, out};
              case "weight_hr" -> new int[] {out, size};
              default -> new int[] {kind.gates() * size};
            };
        expect(name, inputs[at++], DType.F32, expected);
      }
    }
    List<TensorType> outputs = new ArrayList<>();
    outputs.add(TensorType.owningFloats(x.sizes()[0], batch, directions() * out));
    outputs.add(TensorType.owningFloats(state));
    if (kind.hasCell()) {
      outputs.add(TensorType.owningFloats(cell));
    }
    return outputs.toArray(TensorType[]::new);
  }

  private void expect(String what, TensorType type, DType dtype, int... shape) {
    Checks.dtype(this, what, type, dtype);
    if (!Arrays.equals(type.sizes(), shape)) {
      throw new IllegalArgumentException(
          "%s: %s %s: expected %s".formatted(name(), what, type.show(), Shapes.show(shape)));
    }
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    TensorType weight = inputs[weightsAt(0)];
    int out = outputs[1].size(2);
    int width = weight.size(0);
    int size = width / kind.gates();
    long products = width * (2L * weight.size(1) + 2L * out + (biased ? 2 : 0));
    long projection = projected ? 2L * out * size : 0;
    long steps = (long) inputs[0].size(0) * inputs[0].size(1) * directions();
    return steps * (products + kind.cell().flops(size) + projection);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray given = inputs[0].contiguous(allocator);
    NdArray ends = lengths ? inputs[1 + states()].contiguous(allocator) : null;
    int steps = given.shape()[0];
    int rows = given.shape()[1];
    NdArray x = ends == null ? given : cleared(given, ends, allocator);
    NdArray state = inputs[1].copy(allocator);
    int out = state.shape()[2];
    NdArray cell =
        kind.hasCell() ? inputs[2].copy(allocator) : allocator.floats(directions(), rows, 0);
    NdArray y = allocator.floats(steps, rows, directions() * out);
    List<NdArray> saved = new ArrayList<>(List.of(x));
    if (ends != null) {
      saved.add(ends);
    }
    for (int direction = 0; direction < directions(); direction++) {
      RecurrentWeights weights =
          RecurrentWeights.at(inputs, weightsAt(direction), biased, projected);
      RecurrentPass.Tape tape =
          pass(direction, ends, steps, rows)
              .forward(
                  x,
                  weights,
                  y.slice(2, direction * out, out, 1),
                  RecurrentPass.one(state, direction),
                  RecurrentPass.one(cell, direction),
                  allocator);
      saved.add(weights.input());
      saved.add(weights.hidden());
      if (weights.projection() != null) {
        saved.add(weights.projection());
      }
      saved.addAll(Arrays.asList(tape.arrays()));
    }
    saved.addAll(Arrays.asList(inputs).subList(1, 1 + states()));
    for (int direction = 0; biased && direction < directions(); direction++) {
      int at = weightsAt(direction) + 2;
      saved.addAll(Arrays.asList(inputs).subList(at, at + 2));
    }
    OpResult result = kind.hasCell() ? OpResult.of(y, state, cell) : OpResult.of(y, state);
    return result.saving(saved.toArray(NdArray[]::new));
  }

  private RecurrentPass pass(int direction, @Nullable NdArray ends, int steps, int rows) {
    return new RecurrentPass(kind.cell(), direction == 1, ends, steps, rows);
  }

  /**
   * The input with zeros after each length. What stands there may be NaN, which would spoil the
   * gradients of the weights even when multiplied by zero.
   */
  private NdArray cleared(NdArray x, NdArray ends, Allocator allocator) {
    int steps = x.shape()[0];
    int rows = x.shape()[1];
    NdArray cleared = allocator.zeros(x.shape());
    for (int row = 0; row < rows; row++) {
      long length = ends.storage().longs()[ends.offset() + row];
      if (length < 1 || length > steps) {
        throw new IllegalArgumentException(
            "%s: input %s: one of the lengths is %d: expected each from 1 to %d"
                .formatted(name(), Shapes.show(x.shape()), length, steps));
      }
      StridedCopy.copy(
          x.slice(1, row, 1, 1).slice(0, 0, (int) length, 1),
          cleared.slice(1, row, 1, 1).slice(0, 0, (int) length, 1));
    }
    return cleared;
  }

  /** The gradient of the same steps as ops. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    SavedForBackward saved = context.saved();
    int perDirection = projected ? 7 : 6;
    int weightsAt = lengths ? 2 : 1;
    int first = weightsAt + directions() * perDirection;
    List<V> given = new ArrayList<>();
    given.add(context.input(0, 0));
    for (int i = 0; i < states(); i++) {
      given.add(context.input(1 + i, first + i));
    }
    if (lengths) {
      given.add(context.constant(saved.array(1)));
    }
    for (int direction = 0; direction < directions(); direction++) {
      int at = weightsAt + direction * perDirection;
      int bias = first + states() + 2 * direction;
      int[] arrays = {at, at + 1, bias, bias + 1, at + 2};
      for (int i = 0; i < arrays.length; i++) {
        boolean isBias = i == 2 || i == 3;
        if (i < 2 || (isBias ? biased : projected)) {
          given.add(context.input(given.size(), arrays[i]));
        }
      }
    }
    NdArray ends = lengths ? saved.array(1) : null;
    return context.through(given, values -> computed(context, values, ends));
  }

  /** The outputs as ops. */
  private <V> List<V> computed(GradContext<V> context, List<V> values, @Nullable NdArray ends) {
    List<Term<V>> terms = values.stream().map(value -> new Term<>(context, value)).toList();
    List<V> states = new ArrayList<>();
    List<V> cells = new ArrayList<>();
    List<V> outputs = new ArrayList<>();
    for (int direction = 0; direction < directions(); direction++) {
      int at = weightsAt(direction);
      RecurrentSteps.Weights<V> weights =
          new RecurrentSteps.Weights<>(
              terms.get(at),
              terms.get(at + 1),
              biased ? terms.get(at + 2) : null,
              biased ? terms.get(at + 3) : null,
              projected ? terms.get(at + (biased ? 4 : 2)) : null);
      RecurrentSteps.Given<V> given =
          new RecurrentSteps(kind.cell(), direction == 1, ends)
              .run(
                  terms.get(0),
                  one(terms.get(1), direction),
                  kind.hasCell() ? one(terms.get(2), direction) : null,
                  weights);
      outputs.add(given.y().value());
      states.add(given.state().value());
      Term<V> cell = given.cell();
      if (cell != null) {
        cells.add(cell.value());
      }
    }
    List<V> all = new ArrayList<>();
    all.add(context.apply(new CatOp(2), outputs));
    all.add(context.apply(new StackOp(0), states));
    if (kind.hasCell()) {
      all.add(context.apply(new StackOp(0), cells));
    }
    return all;
  }

  /** The state of one direction, [n, size]. */
  private static <V> Term<V> one(Term<V> state, int direction) {
    int[] shape = state.shape();
    return state.slice(0, direction, 1).reshape(shape[1], shape[2]);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray x = saved.array(0);
    NdArray ends = lengths ? saved.array(1) : null;
    TensorType first = saved.input(1);
    int out = first.size(2);
    NdArray state = copyOrZeros(gradOutputs[1], first.shape(), allocator);
    NdArray cell =
        kind.hasCell()
            ? copyOrZeros(gradOutputs[2], saved.shape(2), allocator)
            : allocator.floats(directions(), first.size(1), 0);
    NdArray dy = gradOutputs[0];
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    NdArray dx = needed[0] ? allocator.floats(x.shape()) : null;
    int next = lengths ? 2 : 1;
    for (int direction = 0; direction < directions(); direction++) {
      NdArray inputWeight = saved.array(next);
      NdArray hiddenWeight = saved.array(next + 1);
      NdArray projection = projected ? saved.array(next + 2) : null;
      RecurrentPass.Tape tape = RecurrentPass.Tape.at(saved, next + (projected ? 3 : 2));
      next += projected ? 7 : 6;
      RecurrentPass.Gradients steps =
          pass(direction, ends, x.shape()[0], x.shape()[1])
              .backward(
                  tape,
                  hiddenWeight,
                  projection,
                  dy == null ? null : dy.slice(2, direction * out, out, 1),
                  RecurrentPass.one(state, direction),
                  RecurrentPass.one(cell, direction),
                  allocator);
      if (dx != null) {
        Gemm.multiply(
            LinearOp.matrix(steps.gates(), allocator),
            inputWeight,
            LinearOp.matrix(dx, allocator),
            direction,
            allocator);
      }
      weightGradients(direction, x, tape, steps, needed, grads, allocator);
    }
    grads[0] = dx;
    grads[1] = needed[1] ? state : null;
    if (kind.hasCell()) {
      grads[2] = needed[2] ? cell : null;
    }
    return grads;
  }

  /** The gradients of the weights of one direction, each by one product over all steps. */
  private void weightGradients(
      int direction,
      NdArray x,
      RecurrentPass.Tape tape,
      RecurrentPass.Gradients steps,
      boolean[] needed,
      @Nullable NdArray[] grads,
      Allocator allocator) {
    int at = weightsAt(direction);
    NdArray[] sources = {x, tape.entering()};
    NdArray[] products = {steps.gates(), steps.hidden()};
    for (int i = 0; i < 2; i++) {
      if (needed[at + i]) {
        grads[at + i] = LinearOp.weightGradient(products[i], sources[i], allocator);
      }
      if (biased && needed[at + 2 + i]) {
        grads[at + 2 + i] = LinearOp.biasGradient(products[i], allocator);
      }
    }
    int last = at + weights() - 1;
    if (projected && needed[last]) {
      int size = tape.kept().shape()[2];
      NdArray leaving = tape.gates().slice(2, 3 * size, size, 1);
      NdArray states = Elementwise.multiply(leaving, tape.kept(), allocator);
      grads[last] = LinearOp.weightGradient(steps.projected(), states, allocator);
    }
  }

  private static NdArray copyOrZeros(@Nullable NdArray gradient, int[] shape, Allocator allocator) {
    return gradient == null ? allocator.zeros(shape) : gradient.copy(allocator);
  }
}
