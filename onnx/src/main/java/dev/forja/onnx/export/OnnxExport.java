package dev.forja.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.io.AtomicFile;
import dev.forja.io.ModelFileException;
import dev.forja.op.TensorType;
import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import dev.forja.trace.Note;
import dev.forja.trace.Value;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;

/**
 * A traced model as an ONNX model, opset 17: weights included under their state-dict names, tied
 * ones once; the name of each node is the path of the module that issued it.
 *
 * <pre>{@code
 * Graph graph = Trace.record(() -> model.call(images));
 * OnnxExport.of(graph).save(Path.of("model.onnx"));
 * }</pre>
 *
 * The model does what was traced, with the hooks that ran, for inputs of the traced sizes; to leave
 * sizes open, trace the call twice:
 *
 * <pre>{@code
 * Graph graph = Trace.record(() -> model.call(ids(2, 5)))
 *     .joinedWith(Trace.record(() -> model.call(ids(3, 7))));
 * OnnxExport.of(graph, "batch", "sequence").save(Path.of("model.onnx"));
 * }</pre>
 */
public final class OnnxExport {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private final ModelProto model;

  private OnnxExport(ModelProto model) {
    this.model = model;
  }

  /**
   * Translates a graph. The sizes of its inputs that may change, those of a {@link Graph#joinedWith
   * joined} graph, stay open in the model. What the call changed in place, such as running
   * statistics, is left out.
   *
   * @param sizes what the model calls those sizes, in the order of {@link Graph#dynamicSizes}, such
   *     as {@code batch}, {@code sequence}; others are numbered
   * @throws ExportException if ONNX cannot hold it; the message names the op and its module
   */
  public static OnnxExport of(Graph graph, String... sizes) {
    DynamicSizes dynamic = new DynamicSizes(graph);
    if (sizes.length > dynamic.count()) {
      throw new ExportException(
          "%d names for %d sizes that may change: trace the call with other sizes too, and join the"
                  .formatted(sizes.length, dynamic.count())
              + " graphs");
    }
    Emitter emitter = new Emitter(graph, dynamic);
    for (Node node : graph.nodes()) {
      Rules.emit(new OpContext(emitter, dynamic, node));
    }
    for (Note note : graph.notes()) {
      if (note.kind() == Note.Kind.DRAW) {
        throw new ExportException("cannot export what was drawn once and for all: " + note);
      }
    }
    for (int i = 0; i < graph.inputs().size(); i++) {
      Value.Input input = graph.inputs().get(i);
      ValueInfoProto.Builder info = info(emitter.name(input), input.tensorType());
      for (int d = 0; d < input.tensorType().rank(); d++) {
        int size = dynamic.of(i, d);
        if (size >= 0) {
          dim(info, d).setDimParam(size < sizes.length ? sizes[size] : "size" + size);
        }
      }
      emitter.graph().addInput(info);
    }
    for (int i = 0; i < graph.outputs().size(); i++) {
      Value output = graph.outputs().get(i);
      String name = emitter.unique("output" + i);
      emitter.output(emitter.name(output), name);
      ValueInfoProto.Builder info = info(name, output.tensorType());
      int[] changed = dynamic.allChanged().outputs().get(i).tensorType().shape();
      for (int d = 0; d < changed.length; d++) {
        if (changed[d] != output.tensorType().size(d)) {
          dim(info, d).clearValue();
        }
      }
      emitter.graph().addOutput(info);
    }
    return new OnnxExport(
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("forja")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(emitter.graph().setName("forja"))
            .build());
  }

  private static TensorShapeProto.Dimension.Builder dim(ValueInfoProto.Builder info, int dim) {
    return info.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(dim);
  }

  private static ValueInfoProto.Builder info(String name, TensorType type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : type.shape()) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(Tensors.type(type.dtype()))
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor));
  }

  /** The model as the bytes of an ONNX file. */
  public byte[] toBytes() {
    return model.toByteArray();
  }

  /** The model in protobuf's classes. */
  public ModelProto proto() {
    return model;
  }

  /**
   * Writes the model, whole or not at all.
   *
   * @throws ModelFileException if the file cannot be written, with the reason
   */
  public void save(Path file) throws ModelFileException {
    try {
      AtomicFile.write(
          file,
          channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            model.writeTo(out);
            out.flush();
          });
    } catch (IOException e) {
      throw ModelFileException.unwritable(file, e);
    }
  }
}
