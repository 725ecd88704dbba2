package dev.forja.demo.digits;

import dev.forja.HookHandle;
import dev.forja.module.NeuralModule;
import dev.forja.nn.ReLU;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Watches every ReLU of a model with a hook, to find dead units: those that give 0 for every input
 * and therefore no longer learn. Closing it removes the hooks.
 */
final class DeadUnits implements AutoCloseable {
  private final Map<String, boolean[]> alive = new LinkedHashMap<>();
  private final List<HookHandle> hooks;

  DeadUnits(NeuralModule model) {
    hooks =
        model.modules(ReLU.class).stream()
            .map(relu -> relu.observeForward((self, args, result) -> see(self.path(), result)))
            .toList();
  }

  /**
   * Records which units were active. A unit is an element of the result for one example; for an
   * image, it is a channel.
   */
  private void see(String path, Tensor result) {
    int units = result.size(1);
    boolean[] seen = alive.computeIfAbsent(path, unseen -> new boolean[units]);
    float[] values = result.toFloats();
    int placesPerUnit = values.length / Math.max(result.size(0) * units, 1);
    for (int i = 0; i < values.length; i++) {
      seen[i / placesPerUnit % units] |= values[i] > 0;
    }
  }

  /** One line for each layer. */
  String report() {
    StringBuilder report = new StringBuilder();
    alive.forEach(
        (path, seen) -> {
          int dead = 0;
          for (boolean unit : seen) {
            dead += unit ? 0 : 1;
          }
          report.append(
              String.format(
                  Locale.ROOT,
                  "  %-10s %3d of %d units (%.1f %%)%n",
                  path,
                  dead,
                  seen.length,
                  100.0 * dead / seen.length));
        });
    return report.toString();
  }

  @Override
  public void close() {
    hooks.forEach(HookHandle::close);
  }
}
