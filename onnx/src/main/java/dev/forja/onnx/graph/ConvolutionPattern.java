package dev.forja.onnx.graph;

import dev.forja.onnx.operators.Fused;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A convolution and the nodes that change its result element by element, one after the other. */
final class ConvolutionPattern {
  private static final String[] PARTS = {
    "Conv", "Relu", "Sigmoid", "HardSwish", "Swish", "Add", "Mul", "BatchNormalization"
  };

  /** No more nodes follow a convolution: a long sum has many orders in which it may be read. */
  private static final int MOST = 16;

  private final Net net;

  ConvolutionPattern(Net net) {
    this.net = net;
  }

  /** The node of the convolution, what follows it in order, and where the result so far is read. */
  private record Chain(NetNode conv, List<NetNode> steps, List<Integer> places) {}

  boolean replace(NetNode last) {
    if (!isStep(last)) {
      return false;
    }
    Match match = new Match(net, last);
    Chain chain = chain(match, last, MOST);
    if (chain == null) {
      return false;
    }
    List<Integer> inputs = new ArrayList<>(chain.conv.inputs());
    List<OnnxNode> nodes = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    for (int i = 0; i < chain.steps.size(); i++) {
      NetNode step = chain.steps.get(i);
      int place = chain.places.get(i);
      nodes.add(step.node());
      places.add((long) place);
      for (int input = 0; input < step.inputs().size(); input++) {
        if (input != place) {
          inputs.add(step.input(input));
        }
      }
    }
    Map<String, Object> attributes = new HashMap<>(chain.conv.node().attributes());
    attributes.put("steps", nodes);
    attributes.put("places", places);
    String name = "%s to %s".formatted(chain.conv.node().name(), last.node().name());
    match.replace(Fused.CONVOLUTION, name, attributes, inputs);
    return true;
  }

  /** What leads from a convolution to a step; null if nothing does. */
  private @Nullable Chain chain(Match match, NetNode step, int most) {
    int places = step.op().equals("Add") || step.op().equals("Mul") ? 2 : 1;
    for (int place = 0; place < places; place++) {
      Match.Mark before = match.mark();
      NetNode made = match.take(step.input(place), PARTS);
      Chain chain = null;
      if (made != null && made.op().equals("Conv")) {
        boolean flat = isFlat(made);
        chain = flat ? new Chain(made, new ArrayList<>(), new ArrayList<>()) : null;
      } else if (made != null && most > 1 && isStep(made)) {
        chain = chain(match, made, most - 1);
      }
      if (chain != null) {
        chain.steps.add(step);
        chain.places.add(place);
        return chain;
      }
      match.back(before);
    }
    return null;
  }

  /** Whether a convolution is known to have two dimensions. */
  private boolean isFlat(NetNode conv) {
    Tensor weight = net.value(conv.input(1));
    return weight != null && weight.rank() == 4;
  }

  private static boolean isStep(NetNode node) {
    OnnxNode it = node.node();
    return switch (node.op()) {
      case "Relu", "Sigmoid", "HardSwish" -> node.inputs().size() == 1;
      case "Add", "Mul" -> node.inputs().size() == 2;
      case "Swish" -> node.inputs().size() == 1 && it.number("alpha", 1) == 1;
      case "BatchNormalization" ->
          node.inputs().size() == 5 && !it.flag("training_mode", false) && it.flag("spatial", true);
      default -> false;
    };
  }
}
