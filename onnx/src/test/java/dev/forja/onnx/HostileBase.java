package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.forja.array.DType;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A graph that is sound, to be damaged: the cases of ONNX's suite, random graphs, what exporters
 * write for fused operations, and real networks.
 *
 * @param name where it is from
 * @param bytes the file
 * @param model the same, parsed
 * @param inputs inputs that it takes, by name
 */
record HostileBase(String name, byte[] bytes, ModelProto model, Map<String, OnnxValue> inputs) {
  private static final int LARGEST = 3 << 20;

  private static final List<String> RESOURCES =
      List.of(
          "/models/ch_ppocr_mobile_v2.0_cls_infer.onnx",
          "/org/tribuo/interop/onnx/cnn_mnist.onnx",
          "/org/tribuo/interop/onnx/extractors/tinybert.onnx");

  private static HostileBase of(String name, byte[] bytes, Map<String, OnnxValue> inputs)
      throws IOException {
    return new HostileBase(name, bytes, ModelProto.parseFrom(bytes), inputs);
  }

  /** All of them; those that are few in number are repeated. */
  static List<HostileBase> all() throws IOException {
    List<HostileBase> bases = new ArrayList<>();
    for (SuiteCase each : SuiteSample.cases(SuiteSample.SUITE)) {
      OnnxGraph graph = OnnxModel.load(each.name(), new ByteArrayInputStream(each.model()));
      bases.add(of(each.name(), each.model(), each.given(graph)));
    }
    for (Map.Entry<String, String> drawn : RecognisedGraphs.all().entrySet()) {
      byte[] bytes = RecognisedGraphs.graph(drawn.getValue()).bytes(13);
      HostileBase pattern = of(drawn.getKey(), bytes, Map.of());
      bases.addAll(Collections.nCopies(6, pattern));
    }
    for (long seed = 0; seed < 200; seed++) {
      bases.add(random(seed));
    }
    for (String resource : RESOURCES) {
      try (InputStream in = HostileBase.class.getResourceAsStream(resource)) {
        if (in != null) {
          HostileBase real = of(resource, in.readAllBytes(), Map.of());
          bases.addAll(List.of(real, real));
        }
      }
    }
    String folder = System.getProperty("forja.onnx.real");
    if (folder != null) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.sorted().toList()) {
          if (Files.size(file) <= LARGEST) {
            HostileBase real = of(file.toString(), Files.readAllBytes(file), Map.of());
            bases.addAll(List.of(real, real, real));
          }
        }
      }
    }
    return bases;
  }

  private static HostileBase random(long seed) throws IOException {
    RandomGraph graph = RandomGraph.drawn(seed);
    Map<String, OnnxValue> inputs = new LinkedHashMap<>();
    graph.inputs().forEach((name, tensor) -> inputs.put(name, OnnxValue.of(tensor)));
    return of("random graph " + seed, graph.bytes(), inputs);
  }

  /** The inputs of the sound graph, and random ones where the damaged graph asks for others. */
  Map<String, OnnxValue> given(OnnxGraph graph, Random random) {
    Map<String, OnnxValue> given = new LinkedHashMap<>();
    graph
        .inputs()
        .forEach(
            (name, type) -> {
              OnnxValue known = inputs.get(name);
              given.put(name, known != null ? known : drawn(type, random));
            });
    return given;
  }

  private static OnnxValue drawn(OnnxTensorType type, Random random) {
    List<String> declared = type.shape();
    List<String> sizes = declared == null ? List.of("2", "3") : declared;
    int[] shape = new int[sizes.size()];
    long count = 1;
    for (int d = 0; d < shape.length; d++) {
      String size = sizes.get(d);
      boolean number = size.matches("[0-9]{1,6}");
      shape[d] = number ? Integer.parseInt(size) : 1 + random.nextInt(4);
      count *= shape[d];
      if (count > 300_000) {
        shape[d] = 1;
        count = 1;
      }
    }
    return OnnxValue.of(filled(type.dtype(), random, shape));
  }

  private static Tensor filled(@Nullable DType dtype, Random random, int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    if (dtype == DType.F32 || dtype == null) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return Tensor.of(values, shape);
    }
    return Tensor.of(random.longs(count, 0, 2).toArray(), shape).to(dtype);
  }
}
