package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.forja.Calls;
import dev.forja.GlobalHooks;
import dev.forja.HookHandle;
import dev.forja.HookScope;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Dropout;
import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.op.TensorType;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contents of traces. Test names contain the rows of the table of PyTorch's semantics. */
class TraceTest {
  private final Sequential model = Sequential.of(Linear.of(3, 4), ReLU.of(), Linear.of(4, 2));
  private final Tensor x = Tensor.randn(5, 3);

  @AfterEach
  void nothingLeaks() {
    GlobalHooks.clear();
    assertThat(OpListener.current()).isNull();
    assertThat(Calls.current()).isEmpty();
  }

  @Test
  void recordsOpsWithTheirInputsOutputsAndState() {
    Graph graph = Trace.record(() -> model.call(x));
    assertThat(graph.nodes())
        .extracting(Node::path, node -> node.op().name(), node -> node.outputTypes().getFirst())
        .containsExactly(
            tuple("0", "linear", TensorType.floats(5, 4)),
            tuple("1", "relu", TensorType.floats(5, 4)),
            tuple("2", "linear", TensorType.floats(5, 2)));
    assertThat(graph.inputs())
        .singleElement()
        .isEqualTo(new Value.Input(0, "input0", TensorType.floats(5, 3)));
    assertThat(graph.state())
        .extracting(Value.State::name)
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(graph.state()).allMatch(Value.State::isParameter);
    assertThat(graph.constants()).isEmpty();
    assertThat(graph.outputs()).containsExactly(graph.nodes().getLast().outputs().getFirst());
    assertThat(graph.nodes().get(1).inputs())
        .containsExactlyElementsOf(graph.nodes().getFirst().outputs());
    assertThat(graph.parameters()).isEqualTo(model.parameterCount());
    assertThat(graph.notes()).isEmpty();
  }

  @Test
  void P68_everyCallIsAScopeThatOpsAreUnder() {
    Graph graph = Trace.record(() -> model.call(x));
    assertThat(graph.calls())
        .extracting(ModuleCall::path, ModuleCall::module, ModuleCall::entry)
        .containsExactly(
            tuple("", "Sequential", "call"),
            tuple("0", "Linear", "call"),
            tuple("1", "ReLU", "call"),
            tuple("2", "Linear", "call"));
    ModuleCall root = graph.calls().getFirst();
    assertThat(graph.calls().subList(1, 4)).allMatch(call -> call.caller() == root);
    assertThat(graph.nodes().getLast().call()).isSameAs(graph.calls().getLast());
  }

  @Test
  void P69_opsOfTheRootAndOfASharedModuleAreUnderThePathTaken() {
    TraceModels_ScaledInvoker scaled = TraceModels_ScaledInvoker.of();
    Graph graph = Trace.record(() -> scaled.call(x));
    assertThat(graph.nodes())
        .extracting(Node::path, node -> node.op().name())
        .containsExactly(
            tuple("first", "linear"),
            tuple("", "mul"),
            tuple("again.inner", "linear"),
            tuple("again", "add"),
            tuple("", "exp"));
    assertThat(graph.nodes().get(1).call()).isSameAs(graph.calls().getFirst());
    assertThat(graph.state())
        .extracting(Value.State::name)
        .containsExactly("first.weight", "first.bias", "scale");
    assertThat(graph.state().getLast().isParameter()).isFalse();
  }

  @Test
  void P70_opsOfHooksAreUnderTheirModuleAndMarked() {
    Linear first = model.module("0", Linear.class);
    first.registerForwardPreHook((self, args) -> args.withInput(args.input().mul(2)));
    first.registerForwardHook((self, args, result) -> result.add(1));
    Linear helper = Linear.of(4, 4);
    first.observeForward((self, args, result) -> helper.call(result));
    Graph graph = Trace.record(() -> model.call(x));
    assertThat(graph.nodes())
        .extracting(Node::path, node -> node.op().name(), Node::byHook)
        .containsExactly(
            tuple("0", "mul", true),
            tuple("0", "linear", false),
            tuple("0", "add", true),
            tuple("", "linear", true), // called by the helper, which has no path
            tuple("1", "relu", false),
            tuple("2", "linear", false));
    assertThat(graph.calls())
        .filteredOn(ModuleCall::byHook)
        .singleElement()
        .extracting(ModuleCall::caller)
        .isSameAs(graph.calls().get(1));
  }

  @Test
  void nothingIsTracedOutside() throws InterruptedException {
    model.call(x);
    Graph graph =
        Trace.record(
            () -> {
              Thread other = new Thread(() -> model.call(x));
              other.start();
              join(other);
              return model.call(x);
            });
    model.call(x);
    assertThat(graph.nodes()).hasSize(3);
  }

  @Test
  void tasksThatAreCarriedAreTraced() {
    TraceModels_ParallelInvoker parallel = TraceModels_ParallelInvoker.of();
    Graph graph = Trace.record(() -> parallel.call(x));
    assertThat(graph.nodes())
        .extracting(Node::path, node -> node.op().name(), Node::byHook)
        .containsExactlyInAnyOrder(
            tuple("left", "linear", false),
            tuple("right", "linear", false),
            tuple("", "add", false));
    assertThat(graph.constants()).isEmpty();
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void inputsCanBeNamedAndAllElseIsConstant() {
    Tensor other = Tensor.ones(3);
    SequencedMap<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("x", x);
    Graph graph = Trace.record(inputs, () -> x.add(other).relu());
    assertThat(graph.inputs()).extracting(Value.Input::name).containsExactly("x");
    assertThat(graph.constants())
        .singleElement()
        .satisfies(constant -> assertThat(constant.tensor().toFloats()).containsOnly(1f));
    assertThat(graph.nodes()).allMatch(node -> node.call() == null);
    inputs.put("y", x);
    assertThatThrownBy(() -> Trace.record(inputs, () -> x.relu()))
        .hasMessage("the inputs 'x' and 'y' of the trace are one tensor: give it once");
  }

  @Test
  void aDetachedTensorIsTheOneThatItWasDetachedFrom() {
    Graph graph = Trace.record(() -> model.call(x.detach()).detach().exp());
    assertThat(graph.constants()).isEmpty();
    assertThat(graph.nodes().getLast().inputs())
        .containsExactlyElementsOf(graph.nodes().get(2).outputs());
  }

  @Test
  void aBodyMayUseAWorkspace() {
    Graph graph =
        Trace.record(
            () -> {
              try (Workspace workspace = Workspace.open()) {
                return workspace.keep(model.call(x));
              }
            });
    assertThat(graph.nodes()).hasSize(3);
    assertThat(graph.inputs()).hasSize(1);
    assertThat(graph.run(x).getFirst().toFloats()).containsExactly(model.call(x).toFloats());
  }

  @Test
  void outputsAreFoundInRecordsAndContainersAndInCallsOfABodyWithoutResult() {
    TraceModels_PairInvoker pair = TraceModels_PairInvoker.of();
    assertThat(Trace.record(() -> pair.call(x)).outputs()).hasSize(2);
    assertThat(Trace.record(() -> List.of(x.exp(), pair.call(x).left())).outputs()).hasSize(2);
    assertThat(Trace.record(() -> pair.call(x).toString().length()).outputs()).hasSize(2);
  }

  @Test
  void whatTheBodyThrowsIsThrownAsItIs() {
    assertThatThrownBy(
            () ->
                Trace.record(
                    () -> {
                      throw new IOException("no");
                    }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no");
    assertThatThrownBy(() -> Trace.record(() -> Trace.record(() -> x.exp())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already running");
  }

  @Test
  void tracesOnTwoThreadsHearTheirOwnCallsOnly() throws Exception {
    Sequential other = Sequential.of(ReLU.of(), Linear.of(3, 3));
    CyclicBarrier together = new CyclicBarrier(2);
    FutureTask<Graph> there = new FutureTask<>(() -> traceOften(other, together));
    new Thread(there).start();
    Graph here = traceOften(model, together);
    assertThat(here.nodes())
        .hasSize(60)
        .allMatch(node -> here.nodes().get(node.index() % 3).path().equals(node.path()));
    assertThat(here.state()).hasSize(4);
    assertThat(there.get().nodes()).hasSize(40);
    assertThat(there.get().state())
        .extracting(Value.State::name)
        .containsOnly("1.weight", "1.bias");
  }

  private Graph traceOften(Sequential called, CyclicBarrier together) {
    return Trace.record(
        () -> {
          for (int i = 0; i < 20; i++) {
            await(together);
            called.call(x);
          }
          return x;
        });
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anExceptionWithinACallLeavesNothingBehind() {
    Linear last = model.module("2", Linear.class);
    HookHandle failing =
        last.registerForwardHook(
            (self, args, result) -> {
              throw new IllegalStateException("a hook that fails");
            });
    assertThatThrownBy(() -> Trace.record(() -> model.call(x)))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("a hook that fails");
    nothingLeaks();
    assertThat(HookScope.active()).isEmpty();
    failing.remove();
    Graph graph = Trace.record(() -> model.call(x));
    assertThat(graph.nodes()).extracting(Node::path).containsExactly("0", "1", "2");
    assertThat(graph.hooks()).isEmpty();
  }

  @Test
  void whatACallCaughtIsTracedAsItRan() {
    Sequential guarded = Sequential.of(Linear.of(3, 3), ReLU.of());
    Graph graph =
        Trace.record(
            () -> {
              assertThatThrownBy(() -> guarded.call(Tensor.zeros(2, 5)))
                  .hasMessageContaining("input has shape [2, 5]");
              return guarded.call(x);
            });
    assertThat(graph.nodes()).extracting(Node::path).containsExactly("0", "1");
    assertThat(graph.calls()).extracting(ModuleCall::path).containsExactly("", "0", "", "0", "1");
    assertThat(graph.outputs()).containsExactly(graph.nodes().getLast().outputs().getFirst());
  }

  @Test
  void readingValuesIsReportedWhereTheyDependOnInputsOrState() {
    TraceModels_BranchInvoker branch = TraceModels_BranchInvoker.of();
    Graph graph = Trace.record(() -> branch.call(x));
    assertThat(graph.notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.kind()).isEqualTo(Note.Kind.READ);
              assertThat(note).asString().startsWith("Branch.call: item() reads values");
            });
  }

  /** The remedy is never what has been done already. */
  @Test
  void noModelIsPutInEvaluationModeTwice() {
    Linear linear = Linear.of(2, 2);
    linear.observeForward(
        (self, args, result) -> InPlace.copy(linear.weight(), Tensor.randn(2, 2)));
    for (boolean training : new boolean[] {true, false}) {
      linear.train(training);
      List<String> notes =
          NoGrad.call(() -> Trace.record(() -> linear.call(Tensor.ones(1, 2)))).notes().stream()
              .map(Note::toString)
              .toList();
      assertThat(notes)
          .hasSize(2)
          .allMatch(note -> note.contains(training ? "with eval()" : "as an argument"));
    }
  }

  @Test
  void randomNumbersAndChangesInPlaceAreReportedWithTheirPath() {
    Sequential training = Sequential.of(BatchNorm2d.of(2), Flatten.of(), Dropout.of(0.5));
    Tensor images = Tensor.randn(3, 2, 4, 4);
    Graph graph = Trace.record(() -> training.call(images));
    assertThat(graph.notes())
        .extracting(Note::kind, Note::where)
        .contains(
            tuple(Note.Kind.CHANGE, "0 (BatchNorm2d).call"),
            tuple(Note.Kind.DRAW, "2 (Dropout).call"));
    training.eval();
    assertThat(Trace.record(() -> training.call(images)).notes()).isEmpty();
  }

  @Test
  void aGraphKnowsItsHooksAndSaysWhatHasChanged() {
    Linear first = model.module("0", Linear.class);
    HookHandle own = first.observeForward((self, args, result) -> {}).named("own");
    GlobalHooks.on(Linear.CALL).observeForward((self, args, result) -> {}).named("everywhere");
    Graph graph = Trace.record(() -> model.call(x));
    assertThat(graph.hooks()).containsExactly("everywhere of the process", "own on 0");
    assertThat(graph.hookChanges()).isEmpty();
    own.remove();
    model.observeForward((self, args, result) -> {}).named("new");
    assertThat(graph.hookChanges()).containsExactly("+ new on Sequential", "- own on 0");
    HookScope.on(Linear.CALL)
        .observeForward((self, args, result) -> {})
        .run(() -> assertThat(graph.hookChanges()).hasSize(3));
  }
}
