package dev.forja.benchmarks.elementwise;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import dev.forja.benchmarks.peer.Libtorch;
import dev.forja.kernel.Binary;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.Unary;
import dev.forja.kernel.parallel.Parallel;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kernels on tensors of 64 MiB, much larger than the caches of a core. All memory is touched
 * beforehand: libtorch writes into a given output and does not allocate. The copies, by the JVM and
 * by a loop, move as many bytes as the kernel reads and writes, on the same number of threads.
 */
public final class Elementwise implements Workload {
  private static final int COUNT = 1 << 24;

  /** The polynomials for e^x and erf may differ in the last digits. */
  private static final double TOLERANCE = 1e-5;

  private static final int WIDTH = 384;
  private static final int KEYS = 128;

  @Override
  public String name() {
    return "elementwise";
  }

  @Override
  public String description() {
    return "Elementwise, softmax and norm kernels beyond the caches, beside a copy and libtorch.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    return loops().map(loop -> of(loop, tiny ? 4 : COUNT / loop.cols())).toList();
  }

  private static Stream<Loop> loops() {
    return Stream.of(
        new Loop(
            "add",
            WIDTH,
            3,
            d ->
                Kernels.get()
                    .elementwise()
                    .binary(Binary.ADD, d.x(), 0, 1, d.z(), 0, 1, d.y(), 0, d.count()),
            "torch.add(x, z, out=y)"),
        unary("relu", Unary.RELU, "torch.clamp_min(x, 0, out=y)"),
        unary("exp", Unary.EXP, "torch.exp(x, out=y)"),
        unary("sigmoid", Unary.SIGMOID, "torch.sigmoid(x, out=y)"),
        unary("tanh", Unary.TANH, "torch.tanh(x, out=y)"),
        unary("silu", Unary.SILU, "torch.silu(x, out=y)"),
        unary("gelu", Unary.GELU, "torch.gelu(x, approximate=\"none\", out=y)"),
        unary("gelu tanh", Unary.GELU_TANH, "torch.gelu(x, approximate=\"tanh\", out=y)"),
        new Loop(
            "softmax",
            KEYS,
            2,
            d -> Kernels.get().softmax().softmax(d.x(), 0, d.y(), 0, d.rows(), d.cols()),
            "torch._softmax(x, -1, False, out=y)"),
        norm(
            "layer norm",
            true,
            "torch.native_layer_norm(x, [384], w, b, 1e-05, out0=y, out1=m, out2=s)[0]"),
        norm("rms norm", false, ""));
  }

  private static Loop unary(String name, Unary f, String script) {
    return new Loop(
        name,
        WIDTH,
        2,
        d -> Kernels.get().elementwise().unary(f, d.x(), 0, d.y(), 0, d.count()),
        script);
  }

  private static Loop norm(String name, boolean centered, String script) {
    return new Loop(
        name,
        WIDTH,
        2,
        d ->
            Kernels.get()
                .rowNorm()
                .normalize(
                    centered, 1e-5f, d.x(), 0, d.w(), 0, d.b(), 0, 1, d.y(), 0, d.stats(), 0,
                    d.rows(), d.cols()),
        script);
  }

  private static Case of(Loop loop, int rows) {
    int copied = loop.arrays() * rows * loop.cols() / 2;
    Stream<Entrant> entrants =
        Stream.of(
            new Entrant("Forja", () -> forja(loop, Data.of(rows, loop.cols()))),
            Entrant.yardstick("copy", () -> new Copy(copied, false)),
            Entrant.yardstick("loop", () -> new Copy(copied, true)));
    if (!loop.script().isEmpty()) {
      Entrant torch = new Entrant("libtorch", () -> torch(loop, Data.of(rows, loop.cols())));
      entrants = Stream.concat(entrants, Stream.of(torch));
    }
    double bytes = (double) loop.arrays() * rows * loop.cols() * Float.BYTES;
    String label = "%s %d x %d".formatted(loop.name(), rows, loop.cols());
    return new Case(label, bytes, Case.Unit.BYTE, TOLERANCE, entrants.toList());
  }

  private static Contender forja(Loop loop, Data data) {
    return new Contender() {
      @Override
      public void run() {
        loop.body().run(data);
      }

      @Override
      public float[] output() {
        return data.y().clone();
      }
    };
  }

  private static Contender torch(Loop loop, Data d) throws IOException {
    String forward =
        """
        def forward(self: __torch__.M, x: Tensor, z: Tensor, y: Tensor, w: Tensor, b: Tensor, \
        m: Tensor, s: Tensor) -> Tensor:
          return %s
        """
            .formatted(loop.script());
    Libtorch torch = new Libtorch(Parallel.threads(), forward, false);
    torch.argument("x", d.x(), d.rows(), d.cols());
    torch.argument("z", d.z(), d.rows(), d.cols());
    torch.argument("y", d.y(), d.rows(), d.cols());
    torch.argument("w", d.w(), d.cols());
    torch.argument("b", d.b(), d.cols());
    torch.argument("m", new float[d.rows()], d.rows(), 1);
    torch.argument("s", new float[d.rows()], d.rows(), 1);
    return torch;
  }
}
