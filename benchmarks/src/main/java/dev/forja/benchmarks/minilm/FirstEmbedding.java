package dev.forja.benchmarks.minilm;

import dev.forja.demo.minilm.MiniLm;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.tokenizers.EncodeOptions;
import dev.forja.tokenizers.Tokenizer;
import dev.forja.tokenizers.Truncation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * The program that a fork of {@link FirstCommand} runs: it loads the model, embeds one sentence and
 * reports that.
 */
final class FirstEmbedding {
  static final String DONE = "first ";
  private static final String TEXT = "Someone plays guitar.";

  private static final EncodeOptions OPTIONS =
      EncodeOptions.defaults()
          .withoutPadding()
          .withTruncation(Truncation.to(MiniLm.MOST_TOKENS));

  private FirstEmbedding() {}

  /**
   * Takes the name of the engine, a folder in which Forja's weights are kept, and the ONNX file.
   */
  public static void main(String[] args) throws Exception {
    float[] vector = args[0].equals("Forja") ? forja(Path.of(args[1])) : ort(Path.of(args[2]));
    System.out.println(DONE + vector[0]);
    Path status = Path.of("/proc/self/status"); // counted by the kernel; Linux only
    if (Files.exists(status)) {
      Files.readAllLines(status).forEach(System.out::println);
    }
  }

  private static float[] forja(Path cache) {
    return MiniLm.load(cache, System.err::println).embed(TEXT);
  }

  private static float[] ort(Path onnx) throws Exception {
    FutureTask<Tokenizer> tokenizer = new FutureTask<>(MiniLm::tokenizerOnClassPath);
    Thread.ofPlatform().start(tokenizer); // in parallel with the weights, as in MiniLm
    try (Encoder encoder = new OrtEncoder(onnx, Parallel.threads())) {
      int[] ids = tokenizer.get().encode(TEXT, OPTIONS).ids();
      return encoder.embed(List.of(ids));
    }
  }
}
