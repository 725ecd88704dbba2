package dev.forja.benchmarks.convolution;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import dev.forja.benchmarks.peer.Libtorch;
import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.parallel.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernels of convolution, each pass separately, and 2 x 2 pooling. Forja writes into memory
 * that it is given; libtorch allocates its results, because its functions offer no alternative.
 */
public final class Convolutions implements Workload {
  /**
   * For sums of up to some hundred thousand terms, which every engine adds in a different order.
   */
  private static final double TOLERANCE = 1e-4;

  private static final List<Layer> LAYERS =
      List.of(
          new Layer(8, 64, 64, 56, 3, 1, 1),
          new Layer(8, 128, 128, 28, 3, 2, 1),
          new Layer(64, 16, 32, 14, 3, 1, 1),
          new Layer(8, 256, 64, 28, 1, 1, 1),
          new Layer(8, 64, 64, 56, 3, 1, 64));

  @Override
  public String name() {
    return "convolution";
  }

  @Override
  public String description() {
    return "Convolution forward and backward, 1x1, 3x3 and depthwise, and pooling, beside"
        + " libtorch.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    List<Case> cases = new ArrayList<>();
    for (Layer layer : tiny ? List.of(new Layer(2, 4, 6, 9, 3, 2, 2)) : LAYERS) {
      for (Pass pass : Pass.values()) {
        cases.add(
            new Case(
                pass.title + " " + layer.label(),
                layer.flops(),
                Case.Unit.FLOP,
                TOLERANCE,
                List.of(
                    new Entrant("Forja", () -> pass.forja(layer)),
                    new Entrant("libtorch", () -> pass.torch(layer)))));
      }
    }
    cases.add(pooling(tiny ? 4 : 512, tiny ? 6 : 56));
    return cases;
  }

  private static Case pooling(int planes, int size) {
    return new Case(
        "max pool 2x2, %d of %d x %d".formatted(planes, size, size),
        1.25 * planes * size * size * Float.BYTES,
        Case.Unit.BYTE,
        0,
        List.of(
            new Entrant("Forja", () -> forjaPool(planes, size)),
            new Entrant("libtorch", () -> torchPool(planes, size))));
  }

  private static Contender forjaPool(int planes, int size) {
    ConvAxis axis = new ConvAxis(size, 2, 2, 0, 1, size / 2);
    float[] x = Tensors.values(1, planes * size * size);
    float[] y = new float[x.length / 4];
    int[] index = new int[y.length];
    return Pass.of(y, () -> Kernels.get().pooling().max(planes, axis, axis, x, 0, y, 0, index, 0));
  }

  private static Contender torchPool(int planes, int size) throws IOException {
    String forward =
        """
        def forward(self: __torch__.M, x: Tensor) -> Tensor:
          return torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)
        """;
    Libtorch torch = new Libtorch(Parallel.threads(), forward, false);
    torch.argument("x", Tensors.values(1, planes * size * size), 1, planes, size, size);
    return torch;
  }
}
