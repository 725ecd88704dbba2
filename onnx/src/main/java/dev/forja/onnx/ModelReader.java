package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.onnx.operators.OperatorTable;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a module of a file. */
final class ModelReader {
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
      program = compiler.compile(graph, given);
    } catch (OutOfMemoryError e) {
      throw new OnnxException(file, "is too large for the memory of this JVM", e);
    }
    OnnxGraph made =
        new OnnxGraph(
            program, compiler.state(), compiler.pins(), types(given), types(graph.getOutputList()));
    made.eval();
    return made;
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
