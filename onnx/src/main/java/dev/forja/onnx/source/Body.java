package dev.forja.onnx.source;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a class does, before it has a name. Two bodies with equal keys are one class, whose
 * parameters are the numbers in which they differ. Changed by one thread until it is complete.
 */
final class Body {
  /** The role of numbers that are only shown, as sizes in a shape, and never parameters. */
  static final String SHOWN = "_";

  /** A tensor of a piece of state. */
  record Kept(Fields.Member member, String name, Tensor tensor) {}

  final List<String> path;
  final Fields fields = new Fields();
  final Map<Fields.Member, Body> placed = new LinkedHashMap<>();
  final List<Kept> kept = new ArrayList<>();
  final List<String> parameters = new ArrayList<>();
  final List<Text> shapes = new ArrayList<>();
  final List<String> statements = new ArrayList<>();
  final List<String> results = new ArrayList<>();
  final List<String> resultNames = new ArrayList<>();
  Text resultShape = Text.of("");
  int group = -1;

  Body(List<String> path) {
    this.path = path;
  }

  /** All numbers that may differ, with those of the classes in it, in a fixed order. */
  Text numbers() {
    Text all = Text.of("");
    for (Fields.Member member : fields.members()) {
      all = all.plus(member.maker());
    }
    for (Text shape : shapes) {
      all = all.plus(shape);
    }
    return all.plus(resultShape);
  }

  /** Everything but the numbers. */
  String key() {
    StringBuilder key = new StringBuilder();
    for (Fields.Member member : fields.members()) {
      key.append(member.path()).append(member.type()).append(member.maker().shape()).append('\n');
    }
    shapes.forEach(shape -> key.append(shape.shape()).append(','));
    key.append(resultShape.shape()).append('\n').append(parameters).append(results);
    return key.append(resultNames).append(String.join("\n", statements)).toString();
  }
}
