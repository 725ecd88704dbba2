package dev.forja.benchmarks.training;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A network, for Forja and for libtorch.
 *
 * @param make creates the module, with weights drawn from the current generator
 * @param logits TorchScript that computes {@code y} from {@code x}, the parameters {@code w} and
 *     the running statistics {@code r}
 */
record Net(Supplier<Trained> make, String logits) {
  /** A module and its call. */
  record Trained(NeuralModule module, UnaryOperator<Tensor> call) {}

  /** A new module; its weights are the same each time. */
  Trained trained() {
    return Randoms.callWith(new Philox(5), make::get);
  }

  static Net mlp(int... widths) {
    StringBuilder script = new StringBuilder("x = torch.flatten(x, 1, -1)\n");
    int last = widths.length - 2;
    for (int i = 0; i < last; i++) {
      script.append("x = torch.relu(torch.linear(x, w[%d], w[%d]))\n".formatted(2 * i, 2 * i + 1));
    }
    script.append("y = torch.linear(x, w[%d], w[%d])\n".formatted(2 * last, 2 * last + 1));
    return new Net(
        () -> {
          MlpInvoker mlp = MlpInvoker.of(widths);
          return new Trained(mlp, mlp::call);
        },
        script.toString());
  }

  static Net conv(int first, int second) {
    String script =
        """
        x = torch.conv2d(x, w[0], w[1], [1, 1], [1, 1], [1, 1], 1)
        x = torch.relu(torch.batch_norm(x, w[2], w[3], r[0], r[1], True, 0.1, 1e-05, False))
        x = torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)
        x = torch.conv2d(x, w[4], w[5], [1, 1], [1, 1], [1, 1], 1)
        x = torch.relu(torch.batch_norm(x, w[6], w[7], r[2], r[3], True, 0.1, 1e-05, False))
        x = torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)
        x = torch.relu(torch.linear(torch.flatten(x, 1, -1), w[8], w[9]))
        y = torch.linear(x, w[10], w[11])
        """;
    return new Net(
        () -> {
          ConvNetInvoker net = ConvNetInvoker.of(first, second);
          return new Trained(net, net::call);
        },
        script);
  }
}
