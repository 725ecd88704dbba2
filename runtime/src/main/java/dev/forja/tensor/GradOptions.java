package dev.forja.tensor;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Autograd#grad}, under PyTorch's names. Immutable. */
public final class GradOptions extends Options<GradOptions> {
  private static final GradOptions DEFAULTS = new GradOptions();

  private @Nullable Boolean retainGraph = null;
  private boolean createGraph = false;
  private boolean allowUnused = false;
  private boolean materializeGrads = false;

  private GradOptions() {}

  /**
   * PyTorch's defaults: the graph is freed, gradients are not recorded, and an unused input is an
   * error.
   */
  public static GradOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #retainGraph}. */
  public GradOptions withRetainGraph(boolean value) {
    return copyWith(o -> o.retainGraph = value);
  }

  /** These options with another {@link #createGraph}. */
  public GradOptions withCreateGraph(boolean value) {
    return copyWith(o -> o.createGraph = value);
  }

  /** These options with another {@link #allowUnused}. */
  public GradOptions withAllowUnused(boolean value) {
    return copyWith(o -> o.allowUnused = value);
  }

  /** These options with another {@link #materializeGrads}. */
  public GradOptions withMaterializeGrads(boolean value) {
    return copyWith(o -> o.materializeGrads = value);
  }

  /**
   * Whether the record is kept, so that gradients can be computed from it again; if it is null, the
   * same as {@link #createGraph}.
   */
  public @Nullable Boolean retainGraph() {
    return retainGraph;
  }

  boolean keepsGraph() {
    return retainGraph == null ? createGraph : retainGraph;
  }

  /** Whether the gradients are recorded, so that they can be differentiated again. */
  public boolean createGraph() {
    return createGraph;
  }

  /** Whether an input that the outputs do not depend on is no error, and has no gradient. */
  public boolean allowUnused() {
    return allowUnused || materializeGrads;
  }

  /** Whether such an input has a gradient of zeros. */
  public boolean materializeGrads() {
    return materializeGrads;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("retainGraph", retainGraph);
    settings.accept("createGraph", createGraph);
    settings.accept("allowUnused", allowUnused);
    settings.accept("materializeGrads", materializeGrads);
  }
}
