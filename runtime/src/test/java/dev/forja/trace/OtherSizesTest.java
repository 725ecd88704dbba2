package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.DType;
import dev.forja.nn.Sequential;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Calls whose numbers depend on a size: an ordinary trace runs on no other size, and one over a
 * range gives the result of the call at each size in the range.
 */
class OtherSizesTest {
  /** A model of a function, in evaluation mode. */
  private static Sequential net(UnaryOperator<Tensor> function) {
    Sequential model = Sequential.of(function::apply);
    model.eval();
    return model;
  }

  /** A tensor of distinct values. */
  private static Tensor distinct(int... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i * 37 % 101 - 50) / 8f + i / 64f;
    }
    return Tensor.of(values, shape);
  }

  private static void assertSame(Tensor expected, Tensor actual) {
    assertThat(actual.dtype()).isEqualTo(expected.dtype());
    assertThat(actual.shape()).containsExactly(expected.shape());
    assertThat(actual.toFloats()).containsExactly(expected.toFloats());
  }

  private static final List<UnaryOperator<Tensor>> FUNCTIONS =
      List.of(
          x -> x.slice(1, 0, x.size(1) - 1),
          x -> x.pad(new int[] {0, (8 - x.size(1) % 8) % 8}, 0),
          x -> x.roll(x.size(1) / 2, 1),
          x -> x.topk(x.size(1)).values(),
          x -> x.add(x.size(1)),
          x -> x.mul(2.0 / x.size(1)),
          x -> x.sum(1).div(x.size(1) + 1),
          x -> x.mul(Tensor.scalar(x.size(1))),
          x -> x.clamp(-x.size(1), x.size(1)),
          x -> x.triu(x.size(1) - 2),
          x -> x.slice(0, 0, x.size(0) / 2),
          x -> x.slice(0, 0, (x.size(0) + 1) / 2),
          x -> x.slice(1, 0, Math.min(x.size(1), 10)),
          x -> x.add(Math.max(x.size(1), 8)),
          x -> x.div(Math.sqrt(x.size(1))),
          x -> x.mul(1 / Math.sqrt(x.size(0) * x.size(1))),
          x -> x.add(0.1 * x.size(1)),
          x -> x.reshape(x.size(0) * x.size(1)).add(Tensor.arange(x.count()).to(DType.F32)),
          x -> x.slice(1, x.size(1) / 3, x.size(1) - x.size(1) / 4),
          x -> x.expand(x.size(0) % 3 + 1, x.size(0), x.size(1)),
          x -> x.pad(new int[] {x.size(1) % 5, 0, Math.max(0, x.size(0) - 3), 1}, 1),
          x -> Tensor.cat(0, x, Tensor.full(new int[] {x.size(0) / 2, x.size(1)}, x.size(1))),
          x -> x.tril(Math.min(x.size(0), x.size(1)) - 2),
          x -> x.flatten().slice(0, 0, (x.size(0) * x.size(1) + 2) / 3),
          x -> x.add(Tensor.vector(x.size(0), x.size(1) + 2, 5).sum()),
          x -> x.hardtanh(-x.size(0), x.size(1) / 2 + 1),
          x -> x.leakyRelu(1.0 / x.size(1)),
          x -> x.to(DType.I64).abs().clamp(0, x.size(1)).to(DType.F32));

  @Test
  void aPlainTraceRunsOnNoOtherSize() {
    for (UnaryOperator<Tensor> function : FUNCTIONS) {
      Sequential model = net(function);
      Tensor six = distinct(2, 6);
      Graph graph = Trace.record(() -> model.call(six));
      assertSame(model.call(six), graph.run(six).getFirst());
      assertThat(graph.coverage()).isEqualTo(Coverage.TRACED);
      for (Tensor other : List.of(distinct(2, 9), distinct(3, 6), distinct(6, 2))) {
        assertThatThrownBy(() -> graph.run(other))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("the input 'input0' of the graph was traced as [2, 6] and is now")
            .hasMessageContaining("Trace.dynamic")
            .hasMessageContaining("Replay.of(model)");
      }
    }
  }

  @Test
  void aTraceOverARangeGivesWhatTheCallGivesAtEachSize() {
    for (int i = 0; i < FUNCTIONS.size(); i++) {
      Sequential model = net(FUNCTIONS.get(i));
      Graph graph =
          Trace.dynamic(
              inputs -> model.call(inputs.getFirst()),
              sizes -> List.of(distinct(sizes)),
              Dim.of("rows", 1, 20),
              Dim.of("columns", 1, 40));
      assertThat(graph.coverage()).isEqualTo(Coverage.EXHAUSTIVE);
      assertThat(graph.dims()).containsExactly(Dim.of("rows", 1, 20), Dim.of("columns", 1, 40));
      for (int rows : new int[] {1, 2, 3, 8, 20}) {
        for (int columns = 1; columns <= 40; columns++) {
          Tensor x = distinct(rows, columns);
          assertSame(model.call(x), graph.run(x).getFirst());
        }
      }
      assertThatThrownBy(() -> graph.run(distinct(2, 41)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the size 'columns' of the inputs of the graph is 41, outside of the range that was"
                  + " declared and proven, columns from 1 to 40: trace the call with a larger"
                  + " range");
    }
  }

  @Test
  void aTraceOverALargeRangeIsSampled() {
    for (int i = 0; i < FUNCTIONS.size(); i += 5) {
      Sequential model = net(FUNCTIONS.get(i));
      Graph graph =
          Trace.dynamic(
              inputs -> model.call(inputs.getFirst()),
              sizes -> List.of(distinct(sizes)),
              Dim.of("rows", 1, 200),
              Dim.of("columns", 1, 150));
      assertThat(graph.coverage()).isEqualTo(Coverage.SAMPLED);
      for (int[] shape : new int[][] {{1, 1}, {8, 11}, {97, 41}, {199, 3}, {2, 149}, {71, 131}}) {
        Tensor x = distinct(shape);
        assertSame(model.call(x), graph.run(x).getFirst());
      }
    }
  }

  private static Graph rows(UnaryOperator<Tensor> function) {
    Sequential model = net(function);
    return Trace.dynamic(
        inputs -> model.call(inputs.getFirst()),
        sizes -> List.of(distinct(sizes[0], 3)),
        Dim.of("rows", 1, 40));
  }

  @Test
  void whatNoFormulaGivesIsRefusedWithThePlaceAndTheValues() {
    assertThatThrownBy(() -> rows(x -> x.add(Integer.bitCount(x.size(0) * 7919))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("add in Sequential.call: its value follows from the sizes in no way")
        .hasMessageContaining("at rows=1");
  }

  @Test
  void aBranchOnASizeIsRefusedWithTheSizesBetweenWhichItChanges() {
    assertThatThrownBy(() -> rows(x -> x.size(0) > 17 ? x.exp() : x.neg()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("something else at rows=18 than at rows=17")
        .hasMessageContaining("a branch or a loop depends on a size");
    assertThatThrownBy(() -> rows(x -> x.unbind(0).getFirst().add(x.unbind(0).getLast())))
        .hasMessageContaining("at rows=2 than at rows=1");
  }

  /** They have the same values now, and others once they are trained. */
  @Test
  void aChoiceBetweenParametersThatNoModuleHoldsIsRefused() {
    Parameter one = Parameter.of(Tensor.ones(1));
    Parameter two = Parameter.of(Tensor.ones(1));
    assertThatThrownBy(() -> rows(x -> x.mul(x.size(0) > 17 ? one : two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("something else at rows=18 than at rows=17")
        .hasMessageContaining("is another parameter at the one than at the other");
    Tensor trained = Tensor.ones(1).requiresGrad(true);
    assertThatThrownBy(() -> rows(x -> x.mul(x.size(0) > 17 ? trained : Tensor.ones(1))))
        .hasMessageContaining("is another parameter at the one than at the other");
    Graph graph = rows(x -> x.mul(one));
    one.copyFrom(Tensor.full(new int[] {1}, 3));
    assertSame(distinct(7, 3).mul(3), graph.run(distinct(7, 3)).getFirst());
  }

  @Test
  void readingAndDrawingAndChangingAreRefused() {
    assertThatThrownBy(() -> rows(x -> x.mul(x.sum().item())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the call at rows=1, traced without values: ")
        .hasMessageContaining("item() reads values");
    assertThatThrownBy(() -> rows(x -> x.add(Tensor.rand(x.shape()))))
        .hasMessageContaining("random numbers are drawn");
    assertThatThrownBy(
            () ->
                Trace.dynamic(
                    inputs -> inputs.getFirst().neg(),
                    sizes -> List.of(distinct(sizes[0] + 1, 3)),
                    Dim.of("rows", 1, 4)))
        .hasMessageContaining("the size 'rows' is that of no dimension of an input");
  }
}
