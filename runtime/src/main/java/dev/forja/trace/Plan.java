package dev.forja.trace;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import dev.forja.array.StridedCopy;
import dev.forja.op.OpResult;
import dev.forja.op.TensorType;
import dev.forja.trace.Arena.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan for running a graph repeatedly on inputs of the same types. Its ops work on arrays that
 * were laid out once in an {@link Arena}; views of these arrays are created only once. The outputs
 * are new arrays in each run.
 */
final class Plan {
  /** An op that runs each time, with the arrays laid out for it. */
  private static final class Step {
    final Node node;
    final PlannedAllocator allocator;
    final NdArray[] taken;
    final TensorType[] given;

    Step(Node node, PlannedAllocator allocator) {
      this.node = node;
      this.allocator = allocator;
      this.taken = new NdArray[node.inputs().size()];
      this.given = types(node);
    }
  }

  private final Graph graph;
  private final Arena arena;
  private final List<Step> steps = new ArrayList<>();

  /** The arrays of values with a fixed place; null for values whose place differs in each run. */
  private final @Nullable NdArray[] fixed;

  private final @Nullable NdArray[] arrays;

  /** The storages that an output must not share: the arena, parameters, buffers, constants. */
  private final Set<Storage> kept = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Creates the plan from the records of a first run. */
  Plan(FirstRun run) {
    graph = run.graph();
    fixed = new @Nullable NdArray[graph.values().size()];
    List<@Nullable Block[]> blocks = run.blocks();
    arena = Arena.of(blocks.stream().flatMap(Arrays::stream).filter(Objects::nonNull).toList());
    for (Value value : graph.values()) {
      switch (value) {
        case Value.State state -> fixed[value.id()] = state.tensor().array();
        case Value.Constant constant -> fixed[value.id()] = constant.tensor().array();
        case Value.Input _, Value.Result _ -> {}
      }
    }
    for (Node node : graph.nodes()) {
      if (!isFixedView(node, run)) {
        @Nullable Block[] ofNode = blocks.get(node.index());
        List<NdArray> given = run.given(node);
        @Nullable NdArray[] places = new @Nullable NdArray[ofNode.length];
        for (int i = 0; i < places.length; i++) {
          Block block = ofNode[i];
          int[] shape = given.get(i).shape();
          places[i] = block == null ? null : at(block, shape, Shapes.strides(shape), 0);
        }
        steps.add(new Step(node, new PlannedAllocator(places)));
        fix(node, run, ofNode);
      }
    }
    arrays = fixed.clone();
    for (NdArray array : fixed) {
      if (array != null) {
        kept.add(array.storage());
      }
    }
  }

  private NdArray at(Block block, int[] shape, int[] strides, int offset) {
    return NdArray.view(arena.storage(block.type), shape, strides, block.offset() + offset);
  }

  /** Creates the views that an op returns of a value with a fixed place. */
  private boolean isFixedView(Node node, FirstRun run) {
    if (!run.isView(node)) {
      return false;
    }
    NdArray[] taken = new NdArray[node.inputs().size()];
    for (int i = 0; i < taken.length; i++) {
      NdArray array = fixed[node.inputs().get(i).id()];
      if (array == null) {
        return false;
      }
      taken[i] = array;
    }
    OpResult views = FirstRun.forward(node, taken, types(node), Allocator.HEAP);
    for (int i = 0; i < views.size(); i++) {
      fixed[node.outputs().get(i).id()] = views.output(i);
    }
    return true;
  }

  private static TensorType[] types(Node node) {
    return node.outputTypes().toArray(TensorType[]::new);
  }

  /** Sets the places of the outputs of an op that were laid out for it. */
  private void fix(Node node, FirstRun run, @Nullable Block[] blocks) {
    List<NdArray> given = run.given(node);
    for (Value.Result output : node.outputs()) {
      NdArray array = run.array(output);
      for (int i = 0; i < blocks.length; i++) {
        Block block = blocks[i];
        if (block != null && given.get(i).storage() == array.storage()) {
          fixed[output.id()] = at(block, array.shape(), array.strides(), array.offset());
        }
      }
    }
  }

  /** The number of bytes that are kept between runs. */
  long bytes() {
    return arena.bytes();
  }

  /**
   * Runs the graph on these inputs, and returns the arrays of its outputs, which belong to the
   * caller.
   */
  synchronized List<NdArray> run(List<NdArray> inputs) {
    try {
      for (int i = 0; i < inputs.size(); i++) {
        arrays[graph.inputs().get(i).id()] = inputs.get(i);
      }
      steps.forEach(this::run);
      return graph.outputs().stream().map(this::output).toList();
    } finally {
      System.arraycopy(fixed, 0, arrays, 0, fixed.length);
    }
  }

  private void run(Step step) {
    List<Value> inputs = step.node.inputs();
    for (int i = 0; i < step.taken.length; i++) {
      step.taken[i] = Objects.requireNonNull(arrays[inputs.get(i).id()]);
    }
    arena.touch();
    OpResult computed =
        FirstRun.forward(step.node, step.taken, step.given, step.allocator.rewound());
    for (int i = 0; i < computed.size(); i++) {
      NdArray output = computed.output(i);
      int id = step.node.outputs().get(i).id();
      NdArray place = fixed[id];
      if (place == null) {
        arrays[id] = output;
      } else if (output.storage() != place.storage() || output.offset() != place.offset()) {
        StridedCopy.copy(output, place); // the op behaved differently from the first run
      }
    }
  }

  /**
   * An output that belongs to the caller; copied unless this run created its storage and nothing
   * else uses it.
   */
  private NdArray output(Value value) {
    NdArray array = Objects.requireNonNull(arrays[value.id()]);
    return FirstRun.leaves(value, array) && !kept.contains(array.storage()) && !isInput(array)
        ? array
        : array.copy(Allocator.HEAP);
  }

  private boolean isInput(NdArray array) {
    for (Value.Input input : graph.inputs()) {
      NdArray given = arrays[input.id()];
      if (given != null && given.storage() == array.storage()) {
        return true;
      }
    }
    return false;
  }
}
