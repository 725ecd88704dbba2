package com.acme.scores;

import dev.forja.io.SafetensorsFile;
import dev.forja.module.CheckpointFile;
import dev.forja.module.LoadOptions;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Calls the classes that the build has written from {@code scores.onnx}. */
public final class Main {
  private static final String WEIGHTS = "scores.safetensors";

  private Main() {}

  public static void main(String[] args) throws Exception {
    Scores scores = Scores.of();
    try (InputStream in = Objects.requireNonNull(Main.class.getResourceAsStream(WEIGHTS))) {
      SafetensorsFile file = SafetensorsFile.read(Path.of(WEIGHTS), in);
      CheckpointFile.load(scores, file, LoadOptions.defaults());
    }
    scores.eval();
    Tensor sizes = Tensor.of(new float[] {3, 1, 2, 1, 5, 4}, 2, 3);
    float[] found = NoGrad.call(() -> scores.call(sizes).toFloats());
    System.out.println("scores: " + Arrays.toString(found));
  }
}
