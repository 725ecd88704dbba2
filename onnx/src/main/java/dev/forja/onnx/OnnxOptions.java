package dev.forja.onnx;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How {@link OnnxModel} reads a graph. Immutable and therefore thread-safe. */
public final class OnnxOptions extends Options<OnnxOptions> {
  private static final OnnxOptions DEFAULTS = new OnnxOptions();

  private boolean folding = true;
  private boolean recognition = true;
  private boolean limits = true;

  private OnnxOptions() {}

  /** A graph is made simpler in both ways, and what a call may do is limited. */
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

  /** These options with another {@link #limits}. */
  public OnnxOptions withLimits(boolean value) {
    return copyWith(o -> o.limits = value);
  }

  /**
   * Whether a tensor may have at most 16 million elements in a call, or 64 for each byte of the
   * file and of the inputs if that is more, so that a small file cannot fill the memory. A node
   * that would give more is refused.
   */
  public boolean limits() {
    return limits;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("folding", folding);
    settings.accept("recognition", recognition);
    settings.accept("limits", limits);
  }
}
