package dev.forja.models;

import dev.forja.array.NdArray;
import dev.forja.io.Safetensors;
import dev.forja.onnx.OnnxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A model that a Maven artifact ships as ONNX, written as the folder that Hugging Face has.
 *
 * @param onnx the name of its file on the class path
 * @param pooling the option of {@code 1_Pooling/config.json}
 * @param layers the number of layers
 */
public record RealModel(String onnx, String pooling, int layers) {
  public static final RealModel MINI_LM = new RealModel("all-minilm-l6-v2", "mean_tokens", 6);
  public static final RealModel BGE = new RealModel("bge-small-en-v1.5", "cls_token", 12);

  byte[] resource(String suffix) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(onnx + suffix)) {
      return Objects.requireNonNull(in, onnx).readAllBytes();
    }
  }

  /** Writes the folder. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("1_Pooling"));
    Files.write(folder.resolve("tokenizer.json"), resource("-tokenizer.json"));
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "bert", "architectures": ["BertModel"], "vocab_size": 30522,
         "hidden_size": 384, "num_hidden_layers": %d, "num_attention_heads": 12,
         "intermediate_size": 1536, "hidden_act": "gelu", "max_position_embeddings": 512,
         "type_vocab_size": 2, "layer_norm_eps": 1e-12, "pad_token_id": 0}
        """
            .formatted(layers));
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
        "{\"word_embedding_dimension\": 384, \"pooling_mode_%s\": true}".formatted(pooling));
    Files.writeString(
        folder.resolve("sentence_bert_config.json"),
        "{\"max_seq_length\": 256, \"do_lower_case\": false}");
    try (InputStream in = ClassLoader.getSystemResourceAsStream(onnx + ".onnx")) {
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      OnnxFile.read(onnx, Objects.requireNonNull(in, onnx))
          .stateDict()
          .forEach((name, tensor) -> arrays.put(name, tensor.array()));
      Safetensors.save(folder.resolve("model.safetensors"), arrays);
    }
    return folder;
  }
}
