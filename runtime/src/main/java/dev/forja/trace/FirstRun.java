package dev.forja.trace;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.OpResult;
import dev.forja.op.TensorType;
import dev.forja.tensor.OpRunner;
import dev.forja.trace.Arena.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run of a graph on new arrays, which records the arrays that each op allocates and its outputs.
 */
final class FirstRun {
  /** An allocator that records the arrays that it returns. */
  private static final class Noting implements Allocator {
    final List<NdArray> given = new ArrayList<>();

    @Override
    public synchronized NdArray empty(DType type, int... shape) {
      NdArray array = HEAP.empty(type, shape);
      given.add(array);
      return array;
    }
  }

  private final Graph graph;
  private final @Nullable NdArray[] arrays;
  private final List<List<NdArray>> given = new ArrayList<>();

  FirstRun(Graph graph, List<NdArray> inputs) {
    this.graph = graph;
    this.arrays = new @Nullable NdArray[graph.values().size()];
    for (Value value : graph.values()) {
      switch (value) {
        case Value.State state -> arrays[value.id()] = state.tensor().array();
        case Value.Constant constant -> arrays[value.id()] = constant.tensor().array();
        case Value.Input _, Value.Result _ -> {}
      }
    }
    for (int i = 0; i < inputs.size(); i++) {
      arrays[graph.inputs().get(i).id()] = inputs.get(i);
    }
    for (Node node : graph.nodes()) {
      Noting allocator = new Noting();
      NdArray[] taken = node.inputs().stream().map(this::array).toArray(NdArray[]::new);
      OpResult computed = forward(node, taken, allocator);
      for (int i = 0; i < computed.size(); i++) {
        arrays[node.outputs().get(i).id()] = computed.output(i);
      }
      given.add(List.copyOf(allocator.given));
    }
  }

  /** Runs an op; the message of an exception names the node. */
  private static OpResult forward(Node node, NdArray[] inputs, Allocator allocator) {
    return forward(node, inputs, node.outputTypes().toArray(TensorType[]::new), allocator);
  }

  /** Runs an op whose outputs must have these types; the message of an exception names the node. */
  static OpResult forward(Node node, NdArray[] inputs, TensorType[] outputs, Allocator allocator) {
    try {
      return OpRunner.compute(node.op(), inputs, outputs, allocator);
    } catch (RuntimeException error) {
      throw new IllegalStateException(node.where() + ": " + error.getMessage(), error);
    }
  }

  Graph graph() {
    return graph;
  }

  NdArray array(Value value) {
    return Objects.requireNonNull(arrays[value.id()]);
  }

  /** The arrays that an op allocated, in order. */
  List<NdArray> given(Node node) {
    return given.get(node.index());
  }

  /** Whether an op always returns only views of its input. */
  boolean isView(Node node) {
    return node.op().isView() && given(node).isEmpty();
  }

  /** The outputs; those that share storage with another value are copied. */
  List<NdArray> outputs() {
    Set<Storage> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
    given.forEach(ofNode -> ofNode.forEach(array -> fresh.add(array.storage())));
    return graph.outputs().stream()
        .map(
            output -> {
              NdArray array = array(output);
              return leaves(output, array) && fresh.contains(array.storage())
                  ? array
                  : array.copy(Allocator.HEAP);
            })
        .toList();
  }

  /**
   * Whether an output occupies its whole storage, so that the storage can be passed to the caller.
   */
  static boolean leaves(Value output, NdArray array) {
    return output instanceof Value.Result && array.count() == array.storage().length();
  }

  /**
   * For each op, a block for each array that it allocated, in use until the last op that takes it
   * or a view of it; null for an array that is returned to the caller.
   */
  List<@Nullable Block[]> blocks() {
    Map<Storage, Block> byStorage = new IdentityHashMap<>();
    List<@Nullable Block[]> blocks = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      List<NdArray> arrays = given.get(i);
      @Nullable Block[] ofNode = new @Nullable Block[arrays.size()];
      for (int k = 0; k < ofNode.length; k++) {
        NdArray array = arrays.get(k);
        Block block = new Block(array.dtype(), array.count(), i);
        byStorage.put(array.storage(), block);
        ofNode[k] = block;
      }
      blocks.add(ofNode);
    }
    for (Node node : graph.nodes()) {
      for (Value input : node.inputs()) {
        Block block = byStorage.get(array(input).storage());
        if (block != null) {
          block.until(node.index());
        }
      }
    }
    for (Value output : graph.outputs()) {
      NdArray array = array(output);
      Block block = byStorage.get(array.storage());
      if (block != null && leaves(output, array)) {
        blocks.forEach(ofNode -> Arrays.setAll(ofNode, k -> ofNode[k] == block ? null : ofNode[k]));
      } else if (block != null) {
        block.until(graph.nodes().size());
      }
    }
    return blocks;
  }
}
