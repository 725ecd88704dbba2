package dev.forja.benchmarks.scale;

import dev.forja.benchmarks.encoder.EncoderSize;
import java.util.List;
import java.util.function.IntFunction;

/**
 * One growing size of an encoder layer, with the others fixed.
 *
 * @param title the size that grows
 * @param fixed a description of the others
 * @param size the layer at one step
 * @param steps the values of the growing size
 */
record Sweep(String title, String fixed, IntFunction<EncoderSize> size, List<Integer> steps) {
  static final List<Sweep> ALL =
      List.of(
          new Sweep(
              "batch",
              "length 64, width 384",
              batch -> EncoderSize.miniLm(batch, 64),
              List.of(1, 2, 4, 8, 16, 32)),
          new Sweep(
              "length",
              "batch 1, width 384",
              length -> EncoderSize.miniLm(1, length),
              List.of(8, 32, 128, 512, 1024)),
          new Sweep(
              "width", "batch 8, length 64", EncoderSize::wide, List.of(64, 128, 256, 512, 1024)));

  String label(int step) {
    return "%s %d (%s)".formatted(title, step, fixed);
  }
}
