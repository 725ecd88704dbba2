package dev.forja.onnx;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How {@link OnnxModel} reads a graph. Immutable and therefore thread-safe. */
public final class OnnxOptions extends Options<OnnxOptions> {
  private static final OnnxOptions DEFAULTS = new OnnxOptions();

  private boolean folding = true;
  private boolean recognition = true;

  private OnnxOptions() {}

  /** A graph is made simpler in both ways. */
  public static OnnxOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #folding}. */
  public OnnxOptions withFolding(boolean value) {
    return copyWith(o -> o.folding = value);
  }

  /** These options with another {@link #recognition}. */
  public OnnxOptions withRecognition(boolean value) {
    return copyWith(o -> o.recognition = value);
  }

  /**
   * Whether what depends on constants only, and sizes that are known, are computed when a file is
   * read, and nodes without an effect are left out. Results keep their bits.
   */
  public boolean folding() {
    return folding;
  }

  /**
   * Whether the patterns that exporters write for a layer norm, GELU, SiLU, attention and a linear
   * layer are computed as one operation. Results differ in their last bits.
   */
  public boolean recognition() {
    return recognition;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("folding", folding);
    settings.accept("recognition", recognition);
  }
}
