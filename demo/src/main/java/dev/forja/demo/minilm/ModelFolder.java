package dev.forja.demo.minilm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes all-MiniLM-L6-v2 as a folder in the files of Hugging Face and sentence-transformers, as
 * {@code TextEmbedder.load} reads it, since what is on the class path is ONNX.
 */
public final class ModelFolder {
  private ModelFolder() {}

  /** Writes the model's files into a folder, which is created if it does not exist. */
  public static void write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("1_Pooling"));
    Files.createDirectories(folder.resolve("2_Normalize"));
    MiniLm.load(null, System.err::println).bert().save(folder.resolve("model.safetensors"));
    try (InputStream in = Weights.resource(MiniLm.TOKENIZER).openStream()) {
      Files.write(folder.resolve("tokenizer.json"), in.readAllBytes());
    }
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "bert", "vocab_size": 30522, "hidden_size": 384, "num_hidden_layers": 6,
         "num_attention_heads": 12, "intermediate_size": 1536, "hidden_act": "gelu",
         "max_position_embeddings": 512, "type_vocab_size": 2, "layer_norm_eps": 1e-12}
        """);
    Files.writeString(
        folder.resolve("sentence_bert_config.json"),
        "{\"max_seq_length\": %d, \"do_lower_case\": false}\n".formatted(MiniLm.MOST_TOKENS));
    Files.writeString(
        folder.resolve("modules.json"),
        """
        [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
         {"idx": 1, "name": "1", "path": "1_Pooling",
          "type": "sentence_transformers.models.Pooling"},
         {"idx": 2, "name": "2", "path": "2_Normalize",
          "type": "sentence_transformers.models.Normalize"}]
        """);
    Files.writeString(
        folder.resolve("1_Pooling/config.json"),
        "{\"word_embedding_dimension\": 384, \"pooling_mode_mean_tokens\": true}\n");
  }
}
