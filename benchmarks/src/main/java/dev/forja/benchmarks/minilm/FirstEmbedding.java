package dev.forja.benchmarks.minilm;

import dev.forja.demo.minilm.Batch;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.tokenizers.EncodeOptions;
import dev.forja.tokenizers.Tokenizer;
import dev.forja.tokenizers.Truncation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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
      EncodeOptions.defaults().withoutPadding().withTruncation(Truncation.to(MiniLm.MOST_TOKENS));

  private FirstEmbedding() {}

  /**
   * Takes the name of the engine, a folder in which Forja's weights are kept, the ONNX file, the
   * number of texts, and the tokens of each text, or 0 for a short sentence.
   */
  public static void main(String[] args) throws Exception {
    List<String> texts =
        Collections.nCopies(Integer.parseInt(args[3]), text(Integer.parseInt(args[4])));
    float[] vector =
        args[0].equals("Forja") ? forja(Path.of(args[1]), texts) : ort(Path.of(args[2]), texts);
    System.out.println(DONE + vector[0]);
    Path status = Path.of("/proc/self/status"); // counted by the kernel; Linux only
    if (Files.exists(status)) {
      Files.readAllLines(status).forEach(System.out::println);
    }
  }

  /** A text of so many tokens: words, and the two that the tokenizer adds. */
  private static String text(int tokens) {
    return tokens == 0 ? TEXT : "guitar ".repeat(tokens - 2);
  }

  private static float[] forja(Path cache, List<String> texts) {
    MiniLm model = MiniLm.load(cache, System.err::println);
    return model.embed(Batch.of(texts.stream().map(text -> model.tokens(text).ids()).toList()));
  }

  private static float[] ort(Path onnx, List<String> texts) throws Exception {
    FutureTask<Tokenizer> tokenizer = new FutureTask<>(MiniLm::tokenizerOnClassPath);
    Thread.ofPlatform().start(tokenizer); // in parallel with the weights, as in MiniLm
    try (Encoder encoder = new OrtEncoder(onnx, Parallel.threads())) {
      Tokenizer cut = tokenizer.get();
      return encoder.embed(texts.stream().map(text -> cut.encode(text, OPTIONS).ids()).toList());
    }
  }
}
