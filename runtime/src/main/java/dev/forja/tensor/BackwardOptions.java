package dev.forja.tensor;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Differentiation#backward(BackwardOptions)}. Immutable. */
public final class BackwardOptions extends Options<BackwardOptions> {
  private static final BackwardOptions DEFAULTS = new BackwardOptions();

  private @Nullable Boolean retainGraph = null;
  private boolean createGraph = false;

  private BackwardOptions() {}

  /** PyTorch's defaults: the graph is freed, and gradients are not recorded. */
  public static BackwardOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #retainGraph}. */
  public BackwardOptions withRetainGraph(boolean value) {
    return copyWith(o -> o.retainGraph = value);
  }

  /** These options with another {@link #createGraph}. */
  public BackwardOptions withCreateGraph(boolean value) {
    return copyWith(o -> o.createGraph = value);
  }

  /**
   * Whether the record is kept, so that backward can run through it again; if it is null, the same
   * as {@link #createGraph}.
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

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("retainGraph", retainGraph);
    settings.accept("createGraph", createGraph);
  }
}
