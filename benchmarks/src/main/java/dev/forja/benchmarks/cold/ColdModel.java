package dev.forja.benchmarks.cold;

import dev.forja.benchmarks.encoder.EncoderSize;
import dev.forja.benchmarks.encoder.OnnxEncoder;
import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.peer.OnnxRuntime;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The model of the cold start: its files, and how each engine loads it from them. */
record ColdModel(EncoderSize size, int layers) {
  /** As large as all-MiniLM-L6-v2 without its embedding: 10.6 million weights, 128 tokens. */
  static final ColdModel FULL = new ColdModel(EncoderSize.miniLm(1, 128), 6);

  static final ColdModel TINY = new ColdModel(new EncoderSize(2, 5, 24, 3, 40), 2);

  /** Writes {@code model.safetensors} and {@code model.onnx}. */
  void write(Path folder) throws IOException {
    EncoderStackInvoker stack = EncoderStackInvoker.of(size, layers);
    stack.save(folder.resolve("model.safetensors"));
    Files.write(folder.resolve("model.onnx"), OnnxEncoder.model(size, stack.model().layers));
  }

  Contender load(String engine, Path folder) throws Exception {
    return switch (engine) {
      case "forja" -> forja(folder.resolve("model.safetensors"));
      case "onnx" -> {
        int[] shape = size.shape();
        byte[] model = Files.readAllBytes(folder.resolve("model.onnx"));
        yield new OnnxRuntime(Parallel.threads(), model, size.input(), shape, shape);
      }
      default -> throw new IllegalArgumentException("no engine is called " + engine);
    };
  }

  private Contender forja(Path file) throws IOException {
    EncoderStackInvoker stack = EncoderStackInvoker.of(size, layers).eval();
    stack.load(file);
    Tensor input = Tensor.of(size.input(), size.shape());
    return new Contender() {
      private @Nullable Tensor result;

      @Override
      public void run() {
        NoGrad.run(() -> result = stack.call(input));
      }

      @Override
      public float[] output() {
        return result == null ? new float[0] : result.toFloats();
      }
    };
  }
}
