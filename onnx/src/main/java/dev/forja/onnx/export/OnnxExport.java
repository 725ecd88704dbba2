package dev.forja.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.op.TensorType;
import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import dev.forja.trace.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A traced model as an ONNX model, opset 17: weights included under their state-dict names, tied
 * ones once; the name of each node is the path of the module that issued it.
 *
 * <pre>{@code
 * Graph graph = Trace.record(() -> model.call(images));
 * OnnxExport.of(graph).save(Path.of("model.onnx"));
 * }</pre>
 *
 * The file holds what was traced: the sizes of the inputs, and the hooks that ran.
 */
public final class OnnxExport {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private final ModelProto model;

  private OnnxExport(ModelProto model) {
    this.model = model;
  }

  /**
   * Translates a graph.
   *
   * @throws ExportException if ONNX cannot hold it; the message names the op and its module
   */
  public static OnnxExport of(Graph graph) {
    Emitter emitter = new Emitter(graph);
    for (Node node : graph.nodes()) {
      Rules.emit(new OpContext(emitter, node));
    }
    for (Value.Input input : graph.inputs()) {
      emitter.graph().addInput(info(emitter.name(input), input.type()));
    }
    int place = 0;
    for (Value output : graph.outputs()) {
      String name = emitter.unique("output" + place++);
      emitter.output(emitter.name(output), name);
      emitter.graph().addOutput(info(name, output.type()));
    }
    return new OnnxExport(
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("forja")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(emitter.graph().setName("forja"))
            .build());
  }

  private static ValueInfoProto info(String name, TensorType type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : type.shape()) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(Tensors.type(type.dtype()))
                        .setShape(shape)))
        .build();
  }

  /** The model as the bytes of an ONNX file. */
  public byte[] toBytes() {
    return model.toByteArray();
  }

  /** The model in protobuf's classes. */
  public ModelProto proto() {
    return model;
  }

  /** Writes the model, whole or not at all. */
  public void save(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, file.getFileName().toString(), ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        model.writeTo(out);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
