package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.forja.array.DType;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One case of ONNX's own suite of tests: a graph, inputs, and the outputs that are expected. */
record SuiteCase(String name, byte[] model, List<byte[]> inputs, List<byte[]> outputs) {
  /** Graphs with these operators give random numbers; only types and shapes can be judged. */
  private static final List<String> RANDOM =
      List.of(
          "Bernoulli", "RandomUniformLike", "RandomNormalLike", "RandomUniform", "RandomNormal");

  /** Runs the case; the message of an {@link AssertionError} says what differs. */
  void run() throws IOException {
    OnnxGraph graph = OnnxModel.load(name, new ByteArrayInputStream(model));
    Map<String, OnnxValue> given = given(graph);
    List<OnnxValue> results = List.copyOf(graph.runValues(given).sequencedValues());
    List<OnnxTensorType> types = List.copyOf(graph.outputs().sequencedValues());
    String text = new String(model, StandardCharsets.ISO_8859_1);
    boolean random = RANDOM.stream().anyMatch(text::contains);
    for (int i = 0; i < outputs.size(); i++) {
      OnnxValue expected = read(types.get(i).kind(), outputs.get(i));
      compare("output " + i, expected, results.get(i), random);
    }
  }

  /** The inputs of the case for the inputs of a graph, in order. */
  Map<String, OnnxValue> given(OnnxGraph graph) throws IOException {
    Map<String, OnnxValue> given = new LinkedHashMap<>();
    int at = 0;
    for (Map.Entry<String, OnnxTensorType> input : graph.inputs().entrySet()) {
      if (at < inputs.size()) {
        given.put(input.getKey(), read(input.getValue().kind(), inputs.get(at++)));
      }
    }
    return given;
  }

  private static OnnxValue read(String type, byte[] bytes) throws IOException {
    return switch (type) {
      case "sequence" -> sequence(ByteString.copyFrom(bytes));
      case "optional" -> optional(bytes);
      default -> OnnxValue.of(tensor(type, ByteString.copyFrom(bytes)));
    };
  }

  private static Tensor tensor(ByteString bytes) throws IOException {
    return tensor("", bytes);
  }

  /** The suite keeps the bits of bfloat16 as uint16. */
  private static Tensor tensor(String type, ByteString bytes) throws IOException {
    TensorProto proto = TensorProto.parseFrom(bytes);
    if (type.equals("bfloat16")) {
      proto = proto.toBuilder().setDataType(TensorProto.DataType.BFLOAT16_VALUE).build();
    }
    Tensor tensor = Tensor.of(new TensorReader("case", proto, null).readUnnamed());
    return tensor.dtype().isFloat() ? tensor.to(DType.F32) : tensor;
  }

  /** In the message of a sequence, field 3 holds tensors. */
  private static OnnxValue sequence(ByteString bytes) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(bytes);
    for (ByteString each : fields.getField(3).getLengthDelimitedList()) {
      tensors.add(tensor(each));
    }
    return new OnnxValue.Sequence(tensors);
  }

  /** In the message of an optional, field 3 holds a tensor, field 5 a sequence. */
  private static OnnxValue optional(byte[] bytes) throws IOException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(bytes);
    if (fields.hasField(3)) {
      return OnnxValue.of(tensor(fields.getField(3).getLengthDelimitedList().getFirst()));
    }
    return fields.hasField(5)
        ? sequence(fields.getField(5).getLengthDelimitedList().getFirst())
        : new OnnxValue.Nothing();
  }

  private static void compare(String where, OnnxValue expected, OnnxValue got, boolean random) {
    switch (expected) {
      case OnnxValue.Single(Tensor tensor) -> {
        if (!(got instanceof OnnxValue.Single(Tensor result))) {
          throw new AssertionError(where + " is no tensor");
        }
        compare(where, tensor, result, random);
      }
      case OnnxValue.Sequence(List<Tensor> tensors) -> {
        if (!(got instanceof OnnxValue.Sequence(List<Tensor> results))
            || results.size() != tensors.size()) {
          throw new AssertionError(where + " is no sequence of " + tensors.size());
        }
        for (int i = 0; i < results.size(); i++) {
          compare(where + "." + i, tensors.get(i), results.get(i), random);
        }
      }
      case OnnxValue.Nothing _ -> {
        if (!(got instanceof OnnxValue.Nothing)) {
          throw new AssertionError(where + " is not empty");
        }
      }
    }
  }

  /** The tolerance of the suite: 1e-3 of a value. Integers and truths are exact. */
  private static void compare(String where, Tensor expected, Tensor got, boolean random) {
    if (got.dtype() != expected.dtype() || !Arrays.equals(got.shape(), expected.shape())) {
      throw new AssertionError(
          "%s is %s%s, expected %s%s"
              .formatted(
                  where,
                  got.dtype(),
                  Arrays.toString(got.shape()),
                  expected.dtype(),
                  Arrays.toString(expected.shape())));
    }
    if (random) {
      return;
    }
    if (!expected.dtype().isFloat()) {
      if (!Arrays.equals(expected.toLongs(), got.toLongs())) {
        throw new AssertionError(
            "%s is %s, expected %s"
                .formatted(where, show(got.toLongs()), show(expected.toLongs())));
      }
      return;
    }
    float[] a = expected.toFloats();
    float[] b = got.toFloats();
    for (int i = 0; i < a.length; i++) {
      boolean same = Float.compare(a[i], b[i]) == 0 || a[i] == b[i];
      if (!same && !(Math.abs(a[i] - b[i]) <= 1e-5f + 1e-3f * Math.abs(a[i]))) {
        throw new AssertionError(
            "%s, element %d, is %s, expected %s".formatted(where, i, b[i], a[i]));
      }
    }
  }

  private static String show(long[] values) {
    return Arrays.toString(values.length > 12 ? Arrays.copyOf(values, 12) : values);
  }
}
