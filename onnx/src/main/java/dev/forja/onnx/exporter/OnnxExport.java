package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.io.AtomicFile;
import dev.forja.io.ModelFileException;
import dev.forja.trace.Formula;
import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import dev.forja.trace.Note;
import dev.forja.trace.Value;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
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
 * The model computes what was traced, including the effects of hooks, for inputs of the traced
 * sizes. Sizes that {@link dev.forja.trace.Trace#dynamic} has declared variable remain so: every
 * number that depends on one is computed in the model by the same formula as in the graph.
 *
 * <pre>{@code
 * Graph graph =
 *     Trace.dynamic(
 *         inputs -> model.call(inputs.getFirst()),
 *         sizes -> List.of(ids(sizes[0], sizes[1])),
 *         Dim.of("batch", 1, 64),
 *         Dim.of("sequence", 1, 512));
 * OnnxExport.of(graph).save(Path.of("model.onnx"));
 * }</pre>
 *
 * Immutable and therefore thread-safe; parameters are written with their values at the time of
 * writing.
 */
public final class OnnxExport {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  /**
   * The maximum size of the weights in one file: protobuf's 2 GiB, minus room for nodes and names.
   */
  private static final long ONE_FILE = Integer.MAX_VALUE - (64L << 20);

  private final GraphProto graph;
  private final Weights weights;

  private OnnxExport(GraphProto graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Translates a graph. The variable sizes of its inputs have the names of {@link Graph#dims} in
   * the model. In-place changes of the call, such as those of running statistics, are omitted.
   *
   * @throws ExportException if it cannot be expressed in ONNX; the message names the op and its
   *     module
   */
  public static OnnxExport of(Graph graph) {
    Emitter emitter = new Emitter(graph);
    for (Node node : graph.nodes()) {
      Rules.emit(new OpContext(emitter, graph, node));
    }
    for (Note note : graph.notes()) {
      if (note.kind() != Note.Kind.CHANGE) {
        throw new ExportException("cannot export a call that no graph can follow: " + note);
      }
    }
    for (Value.Input input : graph.inputs()) {
      emitter.graph().addInput(info(graph, emitter.name(input, null), input));
    }
    for (int i = 0; i < graph.outputs().size(); i++) {
      Value output = graph.outputs().get(i);
      String name = emitter.unique("output" + i);
      emitter.output(emitter.name(output, null), name);
      emitter.graph().addOutput(info(graph, name, output));
    }
    return new OnnxExport(emitter.graph().setName("forja").build(), emitter.weights());
  }

  private static ValueInfoProto info(Graph graph, String name, Value value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int d = 0; d < value.tensorType().rank(); d++) {
      TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
      switch (graph.size(value, d)) {
        case Formula.Whole(long size) -> dim.setDimValue(size);
        case Formula.Size(_, String open) -> dim.setDimParam(open);
        default -> {} // computed by the engine
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(Tensors.type(value.tensorType().dtype()))
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static ModelProto model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("forja")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  /**
   * The model as the bytes of an ONNX file.
   *
   * @throws ExportException if it exceeds the 2 GiB that protobuf allows; use {@link #save} then
   */
  public byte[] toBytes() {
    return proto().toByteArray();
  }

  /**
   * The model in protobuf's classes.
   *
   * @throws ExportException if it exceeds the 2 GiB that protobuf allows; use {@link #save} then
   */
  public ModelProto proto() {
    return proto(ONE_FILE);
  }

  ModelProto proto(long most) {
    if (weights.bytes() > most) {
      throw new ExportException(
          "the weights take %,d bytes, more than the 2 GiB that one ONNX file may hold: save(path)"
                  .formatted(weights.bytes())
              + " puts them into a second file");
    }
    GraphProto.Builder whole = graph.toBuilder();
    weights.addTo(whole);
    return model(whole);
  }

  /**
   * Writes the model atomically. Weights of more than 2 GiB are written to a second file next to
   * it, {@code model.onnx.<id>.data}, before the model refers to it; the second file of an earlier
   * model with this name is deleted at the end.
   *
   * @throws ModelFileException if a file cannot be written, with the reason; the old model is kept
   *     then
   */
  public void save(Path file) throws ModelFileException {
    try {
      save(file, ONE_FILE);
    } catch (IOException e) {
      throw ModelFileException.unwritable(file, e);
    }
  }

  void save(Path file, long most) throws IOException {
    if (weights.bytes() <= most) {
      write(file, proto(most));
      ExternalFile.deleteOthers(file, null);
    } else {
      Path data = ExternalFile.beside(file);
      GraphProto.Builder whole = graph.toBuilder();
      weights.addTo(whole, data.getFileName().toString());
      ModelProto model = model(whole);
      AtomicFile.write(data, weights::write);
      try {
        write(file, model);
      } catch (Throwable error) {
        Files.deleteIfExists(data);
        throw error;
      }
      ExternalFile.deleteOthers(file, data);
    }
  }

  private static void write(Path file, ModelProto model) throws IOException {
    AtomicFile.write(
        file,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
          model.writeTo(out);
          out.flush();
        });
  }
}
