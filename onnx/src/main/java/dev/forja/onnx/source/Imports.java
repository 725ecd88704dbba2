package dev.forja.onnx.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes that generated source may name, and which of them a text does. */
final class Imports {
  private static final List<String> ALL =
      List.of(
          "dev.forja.Buffer",
          "dev.forja.Forward",
          "dev.forja.Named",
          "dev.forja.Shape",
          "dev.forja.array.DType",
          "dev.forja.nn.BatchNorm1d",
          "dev.forja.nn.BatchNorm2d",
          "dev.forja.nn.BatchNormOptions",
          "dev.forja.nn.Conv1d",
          "dev.forja.nn.Conv1dOptions",
          "dev.forja.nn.Conv2d",
          "dev.forja.nn.Conv2dOptions",
          "dev.forja.nn.Embedding",
          "dev.forja.nn.LayerNorm",
          "dev.forja.nn.LayerNormOptions",
          "dev.forja.nn.Linear",
          "dev.forja.nn.PReLU",
          "dev.forja.nn.RMSNorm",
          "dev.forja.nn.Size2d",
          "dev.forja.onnx.operators.OnnxOp",
          "dev.forja.op.AttentionOp",
          "dev.forja.tensor.Parameter",
          "dev.forja.tensor.PoolOptions",
          "dev.forja.tensor.Tensor",
          "java.util.List",
          "java.util.Map");

  /** The simple names, and those of java.lang that a class must not hide. */
  static final Set<String> SIMPLE =
      Stream.concat(
              ALL.stream().map(Imports::simple),
              Stream.of(
                  "Object",
                  "String",
                  "Record",
                  "Integer",
                  "Double",
                  "Float",
                  "Math",
                  "Module",
                  "Override",
                  "Class",
                  "Process",
                  "Package",
                  "Number",
                  "Iterable",
                  "Thread"))
          .collect(Collectors.toUnmodifiableSet());

  private Imports() {}

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The imports that a text needs, sorted. */
  static List<String> of(String text) {
    Set<String> needed = new TreeSet<>();
    for (String name : ALL) {
      if (Pattern.compile("(?<![\\w.\"])" + simple(name) + "\\b").matcher(text).find()) {
        needed.add(name);
      }
    }
    return new ArrayList<>(needed);
  }
}
