package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.nn.Sequential;
import dev.forja.op.Broadcast;
import dev.forja.op.Checks;
import dev.forja.op.GradShapes;
import dev.forja.op.Ints;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.StridedIterator;
import dev.forja.op.SumOp;
import dev.forja.op.TensorType;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A user's ops, built from the public parts of the library, in traces and replays. */
class UserOpTest {
  /** Multiplies each element by the number for its column; shared by the ops below. */
  private static NdArray scaled(NdArray x, int[] factors, Allocator allocator) {
    NdArray y = allocator.floats(x.shape());
    StridedIterator rows = StridedIterator.of(y, x);
    int[] next = {0};
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            y.floats()[at[0] + i * rows.step(0)] =
                factors[next[0]++ % factors.length] * x.floats()[at[1] + i * rows.step(1)];
          }
        });
    return y;
  }

  /** Multiplies columns by integers. */
  private record Columns(String note, Ints factors) implements Op {
    @Override
    public String name() {
      return "columns";
    }

    @Override
    public TensorType[] shapes(TensorType... inputs) {
      Checks.floats(this, inputs, 1);
      Checks.dim(this, -1, inputs[0]);
      return inputs[0].alone();
    }

    @Override
    public OpResult forward(NdArray[] inputs, Allocator allocator) {
      return OpResult.of(scaled(inputs[0], factors.toArray(), allocator));
    }

    @Override
    public @Nullable NdArray[] backward(
        SavedForBackward saved,
        @Nullable NdArray[] gradOutputs,
        boolean[] needed,
        Allocator allocator) {
      NdArray dx = scaled(GradShapes.only(gradOutputs), factors.toArray(), allocator);
      return GradShapes.of(Broadcast.reduce(dx, saved.shape(0), allocator));
    }
  }

  /**
   * The same op with a plain array, which it describes itself, and half the floating-point
   * operations.
   */
  private record BareColumns(int[] factors) implements Op {
    @Override
    public String name() {
      return "bare_columns";
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("factors", Arrays.toString(factors));
    }

    @Override
    public long flops(TensorType[] inputs, TensorType[] outputs) {
      return outputs[0].count() / 2;
    }

    @Override
    public TensorType[] shapes(TensorType... inputs) {
      return inputs[0].alone();
    }

    @Override
    public OpResult forward(NdArray[] inputs, Allocator allocator) {
      return OpResult.of(scaled(inputs[0], factors, allocator));
    }
  }

  private static Sequential model(Op op) {
    UnaryOperator<Tensor> layer = x -> Tensor.apply(op, x);
    return Sequential.of(layer::apply);
  }

  @Test
  void opsWithListsAreTracedAndRunAgain() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    for (Op op : new Op[] {new Columns("a, b", Ints.of(2, 3)), new BareColumns(new int[] {2, 3})}) {
      Sequential model = model(op);
      Graph graph = Trace.record(() -> model.call(x));
      assertThat(graph.toString()).contains("factors=[2, 3]");
      for (int run = 0; run < 3; run++) {
        assertThat(graph.run(x.add(run)).getFirst().toFloats())
            .containsExactly(model.call(x.add(run)).toFloats());
      }
    }
    assertThat(Trace.record(() -> model(new Columns("", Ints.of(1))).call(x)).flops()).isEqualTo(4);
    assertThat(Trace.record(() -> model(new BareColumns(new int[1])).call(x)).flops()).isEqualTo(2);
  }

  private static Graph overRows(IntFunction<Op> op) {
    return Trace.dynamic(
        inputs -> model(op.apply(inputs.getFirst().size(0))).call(inputs.getFirst()),
        sizes -> List.of(Tensor.ones(sizes[0], 2)),
        Dim.of("rows", 1, 9));
  }

  @Test
  void attributesOfAUsersOpAreTheSameForAllSizes() {
    Graph graph = overRows(rows -> new BareColumns(new int[] {2, 3}));
    assertThat(graph.run(Tensor.ones(5, 2)).getFirst().shape()).containsExactly(5, 2);
    assertThatThrownBy(() -> overRows(rows -> new BareColumns(new int[] {2, rows < 7 ? 3 : 4})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at rows=7 than at rows=6")
        .hasMessageContaining("factors=[2, 3]")
        .hasMessageContaining("factors=[2, 4]");
  }

  @Test
  void hasAGradient() {
    Tensor x = Tensor.ones(2, 2).requiresGrad(true);
    Tensor.apply(new Columns("", Ints.of(2, 3)), x).sum().backward();
    assertThat(Objects.requireNonNull(x.grad()).toFloats()).containsExactly(2, 3, 2, 3);
  }

  @Test
  void attributesOfARecordAreKnownByName() {
    assertThat(new Columns("a, b", Ints.of(2, 3)).attributes())
        .containsExactly(Map.entry("note", "a, b"), Map.entry("factors", "[2, 3]"));
    assertThat(new SumOp(true, 1, -1).attributes())
        .containsExactly(Map.entry("keepDim", "true"), Map.entry("dims", "[1, -1]"));
  }

  @Test
  void listsAndTypesAreValues() {
    int[] dims = {1, 2};
    SumOp op = new SumOp(false, dims);
    dims[0] = 7;
    op.dims().toArray()[0] = 7;
    assertThat(op).isEqualTo(new SumOp(false, 1, 2)).hasSameHashCodeAs(new SumOp(false, 1, 2));
    int[] shape = {4, 3};
    TensorType type = new TensorType(DType.F32, shape);
    shape[0] = 7;
    type.shape()[0] = 7;
    assertThat(type).isEqualTo(TensorType.floats(4, 3)).hasToString("F32 [4, 3]");
  }
}
