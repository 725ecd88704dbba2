package dev.forja.demo.write;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.demo.DemoException;
import dev.forja.io.ModelFileException;
import dev.forja.io.Safetensors;
import dev.forja.models.decoder.Gpt2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a model as Hugging Face's libraries do, with weights in bfloat16. */
final class ModelFolder {
  private ModelFolder() {}

  static void write(Path folder, Gpt2 model, Book book) {
    Map<String, NdArray> weights = new TreeMap<>();
    model.stateDict().forEach((name, tensor) -> weights.put(name, tensor.to(DType.BF16).array()));
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("config.json"), json(SmallGpt.options(Training.DROPOUT)));
      Files.writeString(folder.resolve("tokenizer.json"), book.file());
      Safetensors.save(folder.resolve("model.safetensors"), weights, Map.of("format", "pt"));
    } catch (ModelFileException failed) {
      throw new DemoException(failed);
    } catch (IOException failed) {
      throw DemoException.of("cannot write the model to " + folder, failed);
    }
  }

  private static String json(Map<String, Object> options) {
    return options.entrySet().stream()
        .map(option -> "  \"%s\": %s".formatted(option.getKey(), value(option.getValue())))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static String value(Object value) {
    return value instanceof String ? "\"" + value + "\"" : value.toString();
  }
}
