package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.forja.HookHandle;
import dev.forja.array.DType;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Dropout;
import dev.forja.nn.Embedding;
import dev.forja.nn.Flatten;
import dev.forja.nn.GRU;
import dev.forja.nn.LSTM;
import dev.forja.nn.LSTMOutput;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.Softmax;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Repeated runs of graphs. */
class ReplayTest {
  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).containsExactly(expected.shape());
    assertThat(actual.toFloats()).containsExactly(expected.toFloats());
  }

  private static void assertSameFor(Graph graph, UnaryOperator<Tensor> call, Tensor... inputs) {
    for (int i = 0; i < 3; i++) {
      for (Tensor input : inputs) {
        assertSame(graph.run(input).getFirst(), call.apply(input));
      }
    }
  }

  @Test
  void givesTheSameForOtherInputsAndReadsParametersLive() {
    Sequential model = Sequential.of(Linear.of(3, 4), ReLU.of(), Linear.of(4, 2));
    Graph graph = Trace.record(() -> model.call(Tensor.randn(5, 3)));
    assertSameFor(graph, model, Tensor.randn(5, 3), Tensor.randn(5, 3));
    Linear last = model.module("2", Linear.class);
    last.weight().copyFrom(Tensor.randn(2, 4));
    assertSameFor(graph, model, Tensor.randn(5, 3));
  }

  @Test
  void whatItGaveIsNotWrittenToAgain() {
    Sequential model = Sequential.of(Linear.of(3, 4), ReLU.of());
    Tensor x = Tensor.randn(2, 3);
    Graph graph =
        Trace.record(() -> List.of(model.call(x), model.call(x).t(), model.call(x).slice(0, 0, 1)));
    List<Tensor> first = graph.run(x);
    List<Tensor> second = graph.run(x);
    List<float[]> before = second.stream().map(Tensor::toFloats).toList();
    graph.run(x.mul(2));
    for (int i = 0; i < before.size(); i++) {
      assertThat(second.get(i).toFloats()).containsExactly(before.get(i));
      assertThat(first.get(i).toFloats()).containsExactly(before.get(i));
    }
  }

  @Test
  void inputsParametersAndConstantsThatAreGivenBackAreCopied() {
    TraceModels_GivingInvoker giving = TraceModels_GivingInvoker.of();
    Tensor x = Tensor.randn(3);
    Graph graph = Trace.record(() -> giving.call(x));
    for (int i = 0; i < 3; i++) {
      List<Tensor> outputs = graph.run(x);
      assertThat(outputs).hasSize(3);
      assertThat(outputs)
          .noneMatch(output -> output.array().storage() == x.array().storage())
          .noneMatch(output -> output.array().storage() == giving.model().weight.array().storage());
      assertSame(outputs.getFirst(), x);
    }
  }

  @Test
  void memoryIsUsedAgainAndLittleIsAllocated() {
    Softmax softmax = Softmax.of(-1);
    UnaryOperator<Tensor> deep =
        x -> {
          Tensor y = x;
          for (int i = 0; i < 20; i++) {
            y = softmax.call(y).t().add(1);
          }
          return y.sum();
        };
    Tensor x = Tensor.randn(64, 256);
    Graph graph = NoGrad.call(() -> Trace.record(() -> deep.apply(x)));
    assertThat(graph.inputs()).isNotEmpty();
    long one = 64L * 256 * Float.BYTES;
    assertThat(graph.bytes()).isGreaterThan(40 * one);
    assertThat(graph.reserved()).isLessThan(4 * one);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    // Vectors are allocated as objects until the kernels are compiled, which takes a while on a
    // busy machine.
    for (int i = 0; i < 5000 && allocated >= graph.bytes() / 10; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      graph.run(x);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isLessThan(graph.bytes() / 10);
  }

  private static void assertAtSizes(
      Function<List<Tensor>, Tensor> call, Function<int[], List<Tensor>> inputs, int[]... others) {
    Graph graph = Trace.dynamic(call, inputs, Dim.of("batch", 1, 12), Dim.of("length", 1, 16));
    assertThat(graph.coverage()).isEqualTo(Coverage.EXHAUSTIVE);
    for (int[] sizes : others) {
      List<Tensor> given = inputs.apply(sizes);
      assertSame(graph.run(given.toArray(Tensor[]::new)).getFirst(), call.apply(given));
    }
  }

  @Test
  void batchAndSequenceMayBeOpen() {
    TransformerEncoderLayer encoder = TransformerEncoderLayer.of(12, 4);
    encoder.eval();
    NoGrad.run(
        () ->
            assertAtSizes(
                inputs -> encoder.call(inputs.getFirst(), null, null),
                sizes -> List.of(Tensor.randn(sizes[1], sizes[0], 12)),
                new int[] {2, 5},
                new int[] {3, 7},
                new int[] {1, 1},
                new int[] {12, 16}));
  }

  @Test
  void imagesMayHaveAnotherBatch() {
    Sequential model =
        Sequential.of(
            Conv2d.of(1, 4, 3),
            BatchNorm2d.of(4),
            ReLU.of(),
            MaxPool2d.of(2),
            Flatten.of(),
            Linear.of(4 * 3 * 3, 10),
            Softmax.of(-1));
    model.eval();
    Graph graph =
        Trace.dynamic(
            inputs -> model.call(inputs.getFirst()),
            sizes -> List.of(Tensor.randn(sizes[0], 1, 8, 8)),
            Dim.of("batch", 1, 64));
    assertSameFor(graph, model, Tensor.randn(3, 1, 8, 8), Tensor.randn(64, 1, 8, 8));
    assertThatThrownBy(() -> graph.run(Tensor.randn(3, 1, 12, 12)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dimension 2 of the input 'input0' of the graph is 12: expected 8, which is not an"
                + " open size");
  }

  @Test
  void othersThanTheTracedInputsAreRefused() {
    TraceModels_PlacesInvoker places = TraceModels_PlacesInvoker.of();
    Graph graph = Trace.record(() -> places.call(Tensor.randn(2, 5, 3)));
    assertThat(graph.dims()).isEmpty();
    assertThatThrownBy(() -> graph.run(Tensor.randn(2, 7, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the input 'input0' of the graph was traced as [2, 5, 3] and is now [2, 7, 3], and"
                + " nothing says which of its numbers follow from that size: trace with"
                + " Trace.dynamic, which proves it, or use Replay.of(model), which traces each size"
                + " that comes");
    assertThatThrownBy(() -> graph.run()).hasMessageContaining("takes 1 inputs [input0], not 0");
    assertThatThrownBy(() -> graph.run(Tensor.ofLongs(1)))
        .hasMessage("the input 'input0' of the graph is F32 [2, 5, 3], not I64 [1]");
    Tensor wanting = Tensor.randn(2, 5, 3).requiresGrad(true);
    assertThatThrownBy(() -> graph.run(wanting))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("wants gradients, and a graph gives none");
    assertSame(NoGrad.call(() -> graph.run(wanting).getFirst()), places.call(wanting));
  }

  @Test
  void constantsAndTablesFollowFromOpenSizes() {
    TraceModels_PlacesInvoker places = TraceModels_PlacesInvoker.of();
    assertAtSizes(
        inputs -> places.call(inputs.getFirst()),
        sizes -> List.of(Tensor.randn(sizes[0], sizes[1], 3)),
        new int[] {2, 5},
        new int[] {1, 1},
        new int[] {11, 13},
        new int[] {12, 16});
  }

  @Test
  void aLoopOverASizeIsRefused() {
    TraceModels_LoopInvoker loop = TraceModels_LoopInvoker.of();
    assertThatThrownBy(
            () ->
                Trace.dynamic(
                    inputs -> loop.call(inputs.getFirst()),
                    sizes -> List.of(Tensor.randn(sizes[0], 3)),
                    Dim.of("rows", 1, 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("something else at rows=2 than at rows=1")
        .hasMessageContaining("Loop.call");
  }

  @Test
  void aRecurrentLayerMayHaveAnotherBatch() {
    GRU gru = GRU.of(3, 4);
    Graph graph =
        Trace.dynamic(
            inputs -> gru.call(inputs.getFirst(), null),
            sizes -> List.of(Tensor.randn(5, sizes[0], 3)),
            Dim.of("batch", 1, 9));
    UnaryOperator<Tensor> call = x -> gru.call(x, null).output();
    assertSameFor(graph, call, Tensor.randn(5, 2, 3), Tensor.randn(5, 9, 3));
  }

  @Test
  void lengthsOfSequencesAreCheckedAtEachRun() {
    LSTM lstm = LSTM.of(3, 4);
    Graph graph =
        Trace.dynamic(
            inputs -> lstm.callWithLengths(inputs.getFirst(), inputs.getLast(), null, null),
            sizes -> List.of(Tensor.randn(5, sizes[0], 3), Tensor.ones(sizes[0]).to(DType.I64)),
            Dim.of("batch", 1, 9));
    Tensor x = Tensor.randn(5, 3, 3);
    Tensor lengths = Tensor.ofLongs(5, 1, 3);
    LSTMOutput expected = lstm.callWithLengths(x, lengths, null, null);
    List<Tensor> actual = graph.run(x, lengths);
    assertSame(actual.get(0), expected.output());
    assertSame(actual.get(2), expected.cell());
    assertThatThrownBy(() -> graph.run(x, Tensor.ofLongs(5, 6, 3)))
        .hasMessageContaining("one of the lengths is 6: expected each from 1 to 5");
  }

  @Test
  void drawingAndChangingInPlaceAreRefusedWithTheirPath() {
    Sequential dropping = Sequential.of(Linear.of(2, 2), Dropout.of(0.5));
    Tensor x = Tensor.randn(3, 2);
    Graph drop = Trace.record(() -> dropping.call(x));
    assertThatThrownBy(() -> drop.run(x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "this graph cannot be run again: 1 (Dropout).call: random numbers are drawn: put the"
                + " model in evaluation mode with eval()");
    BatchNorm2d norm = BatchNorm2d.of(2);
    Tensor images = Tensor.randn(3, 2, 4, 4);
    Graph changing = Trace.record(() -> norm.call(images));
    assertThatThrownBy(() -> changing.run(images))
        .hasMessageContaining("BatchNorm2d.call: a tensor is changed in place");
  }

  @Test
  void changedHooksAreRefused() {
    Linear linear = Linear.of(2, 2);
    Tensor x = Tensor.randn(3, 2);
    HookHandle hook = linear.registerForwardHook((self, args, result) -> result.mul(2));
    Graph graph = Trace.record(() -> linear.call(x));
    assertSameFor(graph, linear, x);
    hook.named("doubling").remove();
    assertThatThrownBy(() -> graph.run(x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("- forward hook")
        .hasMessageContaining("trace it again");
    assertThatThrownBy(() -> Trace.record(() -> Trace.record(() -> linear.call(x)).run(x)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatItGivesInAWorkspaceIsTheCallersOwn() {
    Sequential model = Sequential.of(Linear.of(3, 4), ReLU.of());
    Tensor x = Tensor.randn(2, 3);
    Graph graph = Trace.record(() -> model.call(x));
    Tensor kept = Tensor.zeros(0);
    for (int i = 0; i < 3; i++) {
      try (Workspace _ = Workspace.open()) {
        Tensor doubled = x.mul(2); // belongs to the block, and is passed to the graph
        kept = graph.run(doubled).getFirst();
      }
      assertSame(kept, model.call(x.mul(2)));
    }
  }

  @Test
  void aFailedRunLeavesTheGraphAsItWas() {
    Embedding table = Embedding.of(4, 2);
    Graph graph = Trace.record(() -> table.call(Tensor.ofLongs(1, 2)));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> graph.run(Tensor.ofLongs(0, 7)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("node 0, embedding in Embedding.call: embedding: index 7");
      assertSame(graph.run(Tensor.ofLongs(3, 0)).getFirst(), table.call(Tensor.ofLongs(3, 0)));
    }
  }

  @Test
  void runsOnSeveralThreadsDoNotMix() throws InterruptedException {
    Sequential model = Sequential.of(Linear.of(8, 8), ReLU.of(), Linear.of(8, 8), ReLU.of());
    Graph graph = Trace.record(() -> model.call(Tensor.randn(4, 8)));
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int t = 0; t < 4; t++) {
      Tensor x = Tensor.randn(4, 8);
      Tensor expected = model.call(x);
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  try {
                    assertSame(graph.run(x).getFirst(), expected);
                  } catch (Throwable failure) {
                    failures.add(failure);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }
}
