package dev.forja.benchmarks.minilm;

import dev.forja.models.ModelFiles;
import dev.forja.models.TextEmbedder;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;

/**
 * The program that a fork of {@link Langchain4jFirstCommand} runs: what a user of either library
 * writes to embed a text.
 */
final class FirstVector {
  /** The name of the model on the class path. */
  static final String MODEL = "all-MiniLM-L6-v2";

  private static final String TEXT = "Someone plays guitar.";

  private FirstVector() {}

  /** Takes the name of the library, and prints the vector. */
  public static void main(String[] args) throws Exception {
    float[] vector;
    if (args[0].equals(Langchain4jFirstCommand.FORJA)) {
      TextEmbedder embedder = TextEmbedder.load(ModelFiles.onClassPath(MODEL));
      vector = embedder.embed(TEXT);
    } else {
      AllMiniLmL6V2EmbeddingModel model = new AllMiniLmL6V2EmbeddingModel();
      vector = model.embed(TEXT).content().vector();
    }
    StringBuilder line = new StringBuilder(FirstEmbedding.DONE);
    for (float value : vector) {
      line.append(value).append(' ');
    }
    System.out.println(line);
    System.exit(0); // langchain4j's threads would keep the JVM for a second
  }
}
