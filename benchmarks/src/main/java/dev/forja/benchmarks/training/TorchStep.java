package dev.forja.benchmarks.training;

import ai.djl.pytorch.engine.PtNDArray;
import dev.forja.benchmarks.peer.Libtorch;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.tensor.Parameter;
import java.io.IOException;
import java.util.List;

/**
 * A step in TorchScript: forward, loss, {@code torch.autograd.grad} and libtorch's fused AdamW, in
 * a single call from Java. It costs less than the same step in separate calls would.
 */
final class TorchStep {
  private static final String STEP =
      """
      def forward(self: __torch__.M, x: Tensor, t: Tensor, d: List[Tensor], w: List[Tensor], \
      m: List[Tensor], v: List[Tensor], s: List[Tensor], r: List[Tensor]) -> List[Tensor]:
      LOGITS\
        loss = torch.cross_entropy_loss(y, t)
        grads = torch.grad([loss], w)
        found = annotate(List[Tensor], [])
        for i in range(torch.len(grads)):
          grad = unchecked_cast(Tensor, grads[i])
          _0 = torch.append(found, grad)
        _1 = torch._foreach_add_(s, 1)
        none = annotate(List[Tensor], [])
        _2 = torch._fused_adamw_(d, found, m, v, none, s, lr=LR, beta1=0.9, beta2=0.999, \
      weight_decay=0.01, eps=1e-08, amsgrad=False, maximize=False)
        return torch.add([loss], found)
      """;

  private TorchStep() {}

  /** Creates the step and runs it once. */
  static Libtorch of(Net net, Batch batch) throws IOException {
    String step =
        STEP.replace("LOGITS", net.logits().indent(2).stripTrailing() + "\n")
            .replace("LR", Double.toString(ForjaStep.LR));
    Libtorch torch = new Libtorch(Parallel.threads(), step, true);
    torch.argument("x", batch.images(), batch.shape());
    torch.argument("t", batch.classes(), batch.size());
    Net.Trained trained = net.trained();
    List<Parameter> parameters = trained.module().parameters();
    for (Parameter parameter : parameters) {
      PtNDArray values = torch.argument("d[]", parameter.toFloats(), parameter.shape());
      torch.leaf("w[]", values);
    }
    for (Parameter parameter : parameters) {
      torch.argument("m[]", new float[parameter.count()], parameter.shape());
      torch.argument("v[]", new float[parameter.count()], parameter.shape());
      torch.argument("s[]", new float[1]);
    }
    trained
        .module()
        .namedBuffers()
        .forEach(
            (name, buffer) -> {
              if (name.contains("running")) {
                torch.argument("r[]", buffer.toFloats(), buffer.shape());
              }
            });
    // A list must not be empty here.
    torch.argument("r[]", new float[1], 1);
    torch.run();
    return torch;
  }
}
