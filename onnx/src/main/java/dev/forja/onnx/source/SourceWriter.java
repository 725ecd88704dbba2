package dev.forja.onnx.source;

import dev.forja.array.NdArray;
import dev.forja.onnx.graph.Net;
import dev.forja.onnx.graph.NetNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The classes that compute what a net computes, and their weights. Immutable, except for the
 * arrays.
 *
 * @param files the text of each file by its name
 * @param weights the weights by their names in the state dict
 */
public record SourceWriter(
    SequencedMap<String, String> files, SequencedMap<String, NdArray> weights) {
  private static final Set<String> CONTROL = Set.of("If", "Loop", "Scan", "SequenceMap");
  private static final String SEQUENCES = "Sequence|Optional|ConcatFromSequence|SplitToSequence";

  /** Keeps the order. */
  public SourceWriter {
    files = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(files));
    weights = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
  }

  /**
   * Writes a net.
   *
   * @param net the net, made simpler
   * @param inputs the names of its inputs by slot
   * @param sizes the names of the sizes of inputs, by slot
   * @param pack the package of the classes
   * @param name the name of the class for the whole
   * @param file the name of the file that the net is from
   * @throws IllegalArgumentException if something in it cannot be written; the message names it
   */
  public static SourceWriter of(
      Net net,
      SequencedMap<Integer, String> inputs,
      Map<Integer, List<String>> sizes,
      String pack,
      String name,
      String file) {
    refuse(net);
    Regrouping groups = new Regrouping(net);
    Block root = new BlockTree(net, groups.nodes()).root();
    Program program = new Program(net, inputs, sizes, groups.names());
    Body whole = program.body(root);
    List<List<Body>> bodies = program.bodies();
    List<String> classes = ClassNames.of(program, name);
    List<Parameters> parameters = bodies.stream().map(Parameters::of).toList();
    SequencedMap<String, String> files = new LinkedHashMap<>();
    for (int group = bodies.size() - 1; group >= 0; group--) {
      Body body = bodies.get(group).getFirst();
      String comment = comment(file, bodies.get(group));
      ClassWriter writer = new ClassWriter(classes, parameters, body);
      files.put(classes.get(group) + "Model.java", writer.write(pack, comment));
      if (body.results.size() != 1) {
        files.put(writer.resultsName() + ".java", writer.results(pack));
      }
    }
    Weights weights = new Weights();
    Program.weights(whole, List.of(), weights);
    return new SourceWriter(files, weights.arrays());
  }

  private static String comment(String file, List<Body> group) {
    String plain = file.replace("*/", "* /").replace("\\", "/");
    String path = String.join(".", group.getFirst().path).replace("*/", "* /");
    if (path.isEmpty()) {
      return "The model of " + plain + ".";
    }
    return group.size() == 1
        ? "Part {@code %s} of the model.".formatted(path)
        : "Part {@code %s} of the model, and %d more like it.".formatted(path, group.size() - 1);
  }

  private static void refuse(Net net) {
    List<String> refused = new ArrayList<>();
    for (NetNode node : net.nodes()) {
      if (CONTROL.contains(node.op())
          || !node.captured().isEmpty()
          || node.op().matches("(" + SEQUENCES + ").*")) {
        refused.add("'%s' (%s)".formatted(node.node().name(), node.op()));
      }
    }
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "branches, loops and sequences are not supported: "
              + String.join(", ", refused)
              + "; run the file by OnnxModel.load instead");
    }
  }
}
