package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real networks that come from Maven, PP-OCR's and those that Tribuo tests itself with, beside
 * ONNX Runtime. {@link RealModelsJudge} judges all.
 */
class RealModelsTest {
  static Stream<RealModel> fromMaven() throws IOException {
    return RealModel.all().stream()
        .filter(model -> RealModelsTest.class.getResource("/" + model.file()) != null);
  }

  @ParameterizedTest
  @MethodSource("fromMaven")
  void givesWhatOnnxRuntimeGives(RealModel model) throws Exception {
    try (InputStream in = RealModelsTest.class.getResourceAsStream("/" + model.file())) {
      assertThat(in).isNotNull();
      Map<String, Double> differences = model.differences(in.readAllBytes(), 2, 1);
      assertThat(differences).isNotEmpty();
      assertThat(differences)
          .allSatisfy((output, each) -> assertThat(each).isLessThan(model.largest()));
    }
  }

  @ParameterizedTest
  @MethodSource("fromMaven")
  void isReadAsParametersAndScopes(RealModel model) throws Exception {
    try (InputStream in = RealModelsTest.class.getResourceAsStream("/" + model.file())) {
      assertThat(in).isNotNull();
      OnnxGraph graph = OnnxModel.load(model.name(), in);
      assertThat(graph.inputs()).isNotEmpty();
      assertThat(List.copyOf(graph.outputs().values()))
          .allSatisfy(type -> assertThat(type.kind()).isEqualTo("float"));
    }
  }
}
