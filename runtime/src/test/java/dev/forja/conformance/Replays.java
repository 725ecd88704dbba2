package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Graph;
import dev.forja.trace.Note;
import dev.forja.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Runs every case of a module as a graph, too: the results must equal those of the call bit for
 * bit, for the inputs of the case and for others. Modules that draw random numbers or change
 * buffers must be rejected.
 */
final class Replays {
  private static final AtomicInteger EQUAL = new AtomicInteger();
  private static final AtomicInteger REFUSED = new AtomicInteger();
  private static final AtomicInteger OPS = new AtomicInteger();
  private static final Set<String> READING = new TreeSet<>();

  private Replays() {}

  static String report() {
    return "replayed: %d cases of modules equal to their calls (%d ops), %d refused, values read by %s"
        .formatted(EQUAL.get(), OPS.get(), REFUSED.get(), READING);
  }

  static void check(
      Case testCase, NeuralModule module, List<Tensor> inputs, UnaryOperator<List<Tensor>> call) {
    NoGrad.run(() -> checkWithoutGradients(testCase, module, inputs, call));
  }

  private static void checkWithoutGradients(
      Case testCase, NeuralModule module, List<Tensor> inputs, UnaryOperator<List<Tensor>> call) {
    SequencedMap<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put("input" + i, inputs.get(i));
    }
    Graph graph = Trace.record(named, () -> call.apply(inputs));
    OPS.addAndGet(graph.nodes().size());
    Tensor[] given = inputs.toArray(Tensor[]::new);
    if (!graph.notes().isEmpty()) {
      if (graph.notes().stream().allMatch(note -> note.kind() == Note.Kind.READ)) {
        synchronized (READING) {
          READING.add(testCase.type());
        }
      } else {
        assertThat(module.training()).isTrue();
      }
      assertThatThrownBy(() -> graph.run(given)).hasMessageContaining("cannot be run again");
      REFUSED.incrementAndGet();
      return;
    }
    List<Tensor> expected = call.apply(inputs);
    assertSame(graph.run(given), expected);
    assertSame(graph.run(given), expected);
    List<Tensor> others = new ArrayList<>();
    for (Tensor input : inputs) {
      others.add(input.dtype().isFloat() ? input.mul(-0.75).add(0.1) : input);
    }
    List<Tensor> kept = graph.run(given);
    assertSame(graph.run(others.toArray(Tensor[]::new)), call.apply(others));
    assertSame(kept, expected);
    EQUAL.incrementAndGet();
  }

  private static void assertSame(List<Tensor> actual, List<Tensor> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).shape()).containsExactly(expected.get(i).shape());
      assertThat(actual.get(i).dtype()).isEqualTo(expected.get(i).dtype());
      assertThat(actual.get(i).toFloats()).containsExactly(expected.get(i).toFloats());
    }
  }
}
