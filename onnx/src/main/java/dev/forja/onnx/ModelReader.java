package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.onnx.operators.OperatorTable;
import dev.forja.onnx.source.SourceWriter;
import dev.forja.tensor.ElementLimit;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a module of a file. */
final class ModelReader {
  /**
   * Elements of a tensor that is computed when a file is read, beside one for each of its bytes.
   */
  private static final long WHILE_READING = 1 << 18;

  private ModelReader() {}

  static OnnxGraph read(Path path, OnnxOptions options) throws OnnxException {
    ModelProto model = ModelBytes.read(path);
    Path folder = path.toAbsolutePath().getParent();
    String file = path.toString();
    return read(file, model, folder == null ? null : new ExternalValues(file, folder), options);
  }

  static OnnxGraph read(String name, InputStream in, OnnxOptions options) throws OnnxException {
    return read(name, ModelBytes.read(name, in), null, options);
  }

  private static OnnxGraph read(
      String file, ModelProto model, @Nullable ExternalValues external, OnnxOptions options)
      throws OnnxException {
    Compiled made = compile(file, model, external, options);
    GraphCompiler compiler = made.compiler;
    OnnxGraph graph =
        new OnnxGraph(
            made.program,
            compiler.state(),
            compiler.pins(),
            options.limits() ? new CallLimit(size(model, compiler)) : null,
            types(made.given),
            types(model.getGraph().getOutputList()));
    graph.eval();
    return graph;
  }

  /** The bytes of the message, or of the values that it is read as, if those are more. */
  private static long size(ModelProto model, GraphCompiler compiler) {
    return Math.max(model.getSerializedSize(), compiler.valueBytes());
  }

  /** Writes a file as source. */
  static SourceWriter source(Path path, String pack, String name) throws OnnxException {
    ModelProto model = ModelBytes.read(path);
    Path folder = path.toAbsolutePath().getParent();
    ExternalValues external = folder == null ? null : new ExternalValues(path.toString(), folder);
    return source(path.toString(), model, external, pack, name);
  }

  static SourceWriter source(String file, InputStream in, String pack, String name)
      throws OnnxException {
    return source(file, ModelBytes.read(file, in), null, pack, name);
  }

  private static SourceWriter source(
      String file, ModelProto model, @Nullable ExternalValues external, String pack, String name)
      throws OnnxException {
    Compiled made = compile(file, model, external, OnnxOptions.defaults());
    SequencedMap<Integer, String> inputs = new LinkedHashMap<>();
    Map<Integer, List<String>> sizes = new LinkedHashMap<>();
    SequencedMap<String, OnnxTensorType> types = types(made.given);
    made.program
        .inputs()
        .forEach(
            (input, slot) -> {
              inputs.put(slot, input);
              OnnxTensorType type = types.get(input);
              List<String> shape = type == null ? null : type.shape();
              if (shape != null) {
                sizes.put(slot, shape);
              }
            });
    try {
      Path last = Path.of(file).getFileName();
      return SourceWriter.of(
          made.compiler.net(), inputs, sizes, pack, name, last == null ? file : last.toString());
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException refused) {
      // A node whose attributes or inputs do not suit its operator, as the reader cannot know.
      String said = String.valueOf(refused.getMessage());
      throw new OnnxException(file, "cannot be written as source: " + said, refused);
    }
  }

  /** A graph that was read, and what read it. */
  private record Compiled(GraphCompiler compiler, Program program, List<ValueInfoProto> given) {}

  private static Compiled compile(
      String file, ModelProto model, @Nullable ExternalValues external, OnnxOptions options)
      throws OnnxException {
    GraphProto graph = model.getGraph();
    Needs needs = Needs.of(graph);
    if (!needs.isEmpty()) {
      throw new OnnxException(file, "needs what is not supported: " + needs.text());
    }
    GraphCompiler compiler = new GraphCompiler(file, opset(file, model), external, null, options);
    Set<String> initializers = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> initializers.add(tensor.getName()));
    List<ValueInfoProto> given =
        graph.getInputList().stream()
            .filter(input -> !initializers.contains(input.getName()))
            .toList();
    Program program;
    try {
      long most = WHILE_READING + model.getSerializedSize();
      program = ElementLimit.call(most, () -> compiler.compile(graph, given));
    } catch (OutOfMemoryError e) {
      throw new OnnxException(file, "is too large for the memory of this JVM", e);
    }
    return new Compiled(compiler, program, given);
  }

  private static long opset(String file, ModelProto model) throws OnnxException {
    long version = model.getIrVersion() < 3 ? 1 : 0;
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
        version = set.getVersion();
      }
    }
    if (version < OperatorTable.OLDEST || version > OperatorTable.NEWEST) {
      throw new OnnxException(
          file,
          "uses version %d of the operators, expected %d to %d"
              .formatted(version, OperatorTable.OLDEST, OperatorTable.NEWEST));
    }
    return version;
  }

  private static SequencedMap<String, OnnxTensorType> types(List<ValueInfoProto> infos) {
    SequencedMap<String, OnnxTensorType> types = new LinkedHashMap<>();
    infos.forEach(info -> types.put(info.getName(), OnnxTensorType.of(info)));
    return types;
  }
}
