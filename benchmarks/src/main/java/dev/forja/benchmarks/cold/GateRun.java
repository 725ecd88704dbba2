package dev.forja.benchmarks.cold;

import dev.forja.benchmarks.encoder.EncoderSize;
import dev.forja.benchmarks.encoder.ForjaEncoder;
import dev.forja.kernel.Kernels;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that a fork of {@link GateCommand} runs: it calls an encoder layer for some time and
 * prints which kernels that used, the first call, and the median of the last half of the calls.
 */
final class GateRun {
  static final String RESULT = "gate ";

  private GateRun() {}

  /** Takes batch, length and seconds. */
  public static void main(String[] args) {
    EncoderSize size = EncoderSize.miniLm(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    TransformerEncoderLayer layer = ForjaEncoder.layer(size);
    Tensor input = Tensor.of(size.input(), size.shape());
    long end = System.nanoTime() + (long) (Double.parseDouble(args[2]) * 1e9);
    List<Long> took = new ArrayList<>();
    for (long now = System.nanoTime(); took.size() < 2 || now < end; ) {
      NoGrad.run(() -> layer.call(input, null, null));
      long after = System.nanoTime();
      took.add(after - now);
      now = after;
    }
    double[] last =
        took.subList(took.size() / 2, took.size()).stream()
            .mapToDouble(nanos -> nanos / 1e6)
            .sorted()
            .toArray();
    System.out.println(
        RESULT + Kernels.get().name() + " " + took.getFirst() / 1e6 + " " + last[last.length / 2]);
  }
}
