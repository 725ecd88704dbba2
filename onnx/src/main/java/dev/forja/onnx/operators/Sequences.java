package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sequences of tensors, and optional values. */
final class Sequences {
  private Sequences() {}

  static void addTo(OperatorTable table) {
    table.add("SequenceEmpty", "dtype", call -> give(call, List.of()));
    table.add("SequenceConstruct", "", call -> give(call, List.of(call.all())));
    table.add("SequenceLength", "", call -> call.give(Tensor.scalarLong(call.sequence(0).size())));
    table.add("SequenceAt", "", Sequences::at);
    table.add("SequenceInsert", "", Sequences::insert);
    table.add("SequenceErase", "", Sequences::erase);
    table.add("SequenceMap", "body", Sequences::map);
    table.add("SplitToSequence", "axis keepdims", Sequences::split);
    table.add("ConcatFromSequence", "axis new_axis", Sequences::concat);
    table.add(
        "Optional",
        "type",
        call -> call.give(call.has(0) ? call.value(0) : new OnnxValue.Nothing()));
    table.add(
        "OptionalHasElement",
        "",
        call ->
            call.give(
                Tensor.of(
                        new boolean[] {
                          call.has(0) && !(call.value(0) instanceof OnnxValue.Nothing)
                        })
                    .reshape()));
    table.add("OptionalGetElement", "", Sequences::element);
  }

  private static void give(Call call, List<Tensor> tensors) {
    call.give(new OnnxValue.Sequence(tensors));
  }

  private static int place(long place, int from, int to, int size) {
    long at = place < 0 ? place + size : place;
    if (at < from || at >= to) {
      throw new IllegalArgumentException(
          "the place %d is not in a sequence of %d tensors".formatted(place, size));
    }
    return (int) at;
  }

  private static void at(Call call) {
    List<Tensor> tensors = call.sequence(0);
    call.give(tensors.get(place(call.number(1), 0, tensors.size(), tensors.size())));
  }

  private static void insert(Call call) {
    List<Tensor> tensors = new ArrayList<>(call.sequence(0));
    int size = tensors.size();
    int at = call.has(2) ? place(call.number(2), 0, size + 1, size) : size;
    tensors.add(at, call.x(1));
    give(call, tensors);
  }

  private static void erase(Call call) {
    List<Tensor> tensors = new ArrayList<>(call.sequence(0));
    int size = tensors.size();
    tensors.remove(place(call.has(1) ? call.number(1) : -1, 0, size, size));
    give(call, tensors);
  }

  private static void split(Call call) {
    Tensor x = call.x(0);
    int axis = call.axis("axis", 0, x.rank());
    int size = x.size(axis);
    long[] sizes;
    boolean single = !call.has(1);
    if (single || call.x(1).rank() == 0) {
      long part = single ? 1 : call.number(1);
      if (part < 1) {
        throw new IllegalArgumentException("it splits into parts of size %d".formatted(part));
      }
      sizes = new long[(int) Math.ceilDiv((long) size, part)];
      Arrays.fill(sizes, part);
      if (sizes.length > 0) {
        sizes[sizes.length - 1] = size - part * (sizes.length - 1);
      }
    } else {
      sizes = call.longs(1);
    }
    List<Tensor> parts = Slices.parts(x, axis, sizes);
    if (single && !call.node().flag("keepdims", true)) {
      parts = parts.stream().map(part -> part.squeeze(axis)).toList();
    }
    give(call, parts);
  }

  /** Runs a graph for each element; inputs that are tensors are the same each time. */
  private static void map(Call call) {
    Subgraph body = call.subgraph("body");
    int size = call.sequence(0).size();
    List<List<Tensor>> outputs = new ArrayList<>();
    for (int i = 0; i < body.outputs(); i++) {
      outputs.add(new ArrayList<>());
    }
    for (int i = 0; i < size; i++) {
      List<OnnxValue> inputs = new ArrayList<>();
      for (int k = 0; k < call.count(); k++) {
        boolean sequence = call.value(k) instanceof OnnxValue.Sequence;
        if (sequence && call.sequence(k).size() != size) {
          throw new IllegalArgumentException("its sequences have different lengths");
        }
        inputs.add(sequence ? OnnxValue.of(call.sequence(k).get(i)) : call.value(k));
      }
      List<OnnxValue> results = body.run(inputs);
      for (int k = 0; k < outputs.size(); k++) {
        if (!(results.get(k) instanceof OnnxValue.Single(Tensor tensor))) {
          throw new IllegalArgumentException("its body gives a value that is no tensor");
        }
        outputs.get(k).add(tensor);
      }
    }
    outputs.forEach(each -> give(call, each));
  }

  private static void concat(Call call) {
    List<Tensor> tensors = call.sequence(0);
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException("its sequence is empty");
    }
    boolean stacked = call.node().flag("new_axis", false);
    int rank = tensors.getFirst().rank() + (stacked ? 1 : 0);
    int axis = Sizes.dim("axis", call.node().integer("axis"), rank);
    Tensor[] all = tensors.toArray(Tensor[]::new);
    call.give(stacked ? Tensor.stack(axis, all) : Tensor.cat(axis, all));
  }

  private static void element(Call call) {
    OnnxValue value = call.value(0);
    if (value instanceof OnnxValue.Nothing) {
      throw new IllegalArgumentException("its optional is empty");
    }
    call.give(value);
  }
}
