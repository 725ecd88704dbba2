package dev.forja.onnx;

import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads ONNX files as modules that can be called.
 *
 * <pre>{@code
 * OnnxGraph model = OnnxModel.load(Path.of("model.onnx"));
 * Tensor logits = model.call(Map.of("input_ids", ids, "attention_mask", mask)).get("logits");
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class OnnxModel {
  private OnnxModel() {}

  /**
   * Reads a file, and the files beside it in which it keeps values.
   *
   * @throws OnnxException if it is damaged or needs what is not supported; the message names
   *     everything that is missing, how often, and where first
   */
  public static OnnxGraph load(Path path) throws OnnxException {
    return load(path, OnnxOptions.defaults());
  }

  /**
   * Reads a file, with options.
   *
   * @throws OnnxException as for {@link #load(Path)}
   */
  public static OnnxGraph load(Path path, OnnxOptions options) throws OnnxException {
    return ModelReader.read(path, options);
  }

  /**
   * Reads a stream to its end, for example a resource. Values in other files cannot be read.
   *
   * @param name the name in messages
   * @throws OnnxException as for {@link #load(Path)}
   */
  public static OnnxGraph load(String name, InputStream in) throws OnnxException {
    return load(name, in, OnnxOptions.defaults());
  }

  /**
   * Reads a stream to its end, with options.
   *
   * @param name the name in messages
   * @throws OnnxException as for {@link #load(Path)}
   */
  public static OnnxGraph load(String name, InputStream in, OnnxOptions options)
      throws OnnxException {
    return ModelReader.read(name, in, options);
  }
}
