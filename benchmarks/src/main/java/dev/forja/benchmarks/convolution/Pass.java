package dev.forja.benchmarks.convolution;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.peer.Libtorch;
import dev.forja.kernel.Convolution;
import dev.forja.kernel.ConvolutionKernels;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.parallel.Parallel;
import java.io.IOException;

/** The computations of a convolution in a training step. */
enum Pass {
  FORWARD("forward", "torch.conv2d(x, w, b, %s, %d)"),
  INPUT_GRADIENT("input gradient", backward("True, False") + "[0]"),
  WEIGHT_GRADIENT("weight gradient", backward("False, True") + "[1]");

  final String title;
  private final String script;

  Pass(String title, String script) {
    this.title = title;
    this.script = script;
  }

  private static String backward(String wanted) {
    return "torch.convolution_backward(g, x, w, None, %s, False, [0, 0], %d, ["
        + wanted
        + ", False])";
  }

  /** The kernel of Forja. */
  Contender forja(Layer layer) {
    Tensors t = Tensors.of(layer);
    Convolution c = layer.sizes();
    ConvolutionKernels kernels = Kernels.get().convolution();
    return switch (this) {
      case FORWARD -> {
        float[] y = new float[t.g().length];
        yield of(y, () -> kernels.forward(c, t.x(), 0, t.w(), 0, t.b(), 0, y, 0, null));
      }
      case INPUT_GRADIENT -> {
        float[] dx = new float[t.x().length];
        yield of(dx, () -> kernels.inputGrad(c, t.g(), 0, t.w(), 0, dx, 0));
      }
      case WEIGHT_GRADIENT -> {
        float[] dw = new float[t.w().length];
        yield of(dw, () -> kernels.weightGrad(c, t.x(), 0, t.g(), 0, dw, 0));
      }
    };
  }

  static Contender of(float[] output, Runnable body) {
    return new Contender() {
      @Override
      public void run() {
        body.run();
      }

      @Override
      public float[] output() {
        return output.clone();
      }
    };
  }

  Contender torch(Layer layer) throws IOException {
    String forward =
        """
        def forward(self: __torch__.M, x: Tensor, w: Tensor, b: Tensor, g: Tensor) -> Tensor:
          return %s
        """
            .formatted(script.formatted(layer.arguments(), layer.groups()));
    Libtorch torch = new Libtorch(Parallel.threads(), forward, false);
    Tensors t = Tensors.of(layer);
    torch.argument("x", t.x(), layer.inputShape());
    torch.argument("w", t.w(), layer.weightShape());
    torch.argument("b", t.b(), layer.outputs());
    torch.argument("g", t.g(), layer.outputShape());
    return torch;
  }
}
