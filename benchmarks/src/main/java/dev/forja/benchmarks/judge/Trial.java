package dev.forja.benchmarks.judge;

import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * One comparison: the same computation in TorchScript and in Forja.
 *
 * @param code TorchScript statements on the inputs {@code a0}, {@code a1}, ..; the last one sets
 *     {@code y}
 * @param inputs tensors; the gradients of those that require them are compared too
 * @param forja the same computation from the same inputs
 */
record Trial(String code, List<Tensor> inputs, Function<List<Tensor>, Tensor> forja) {
  /** A computation that consists of one expression. */
  static Trial of(String expression, List<Tensor> inputs, Function<List<Tensor>, Tensor> forja) {
    return new Trial("y = " + expression, inputs, forja);
  }

  /** The method that returns y and the gradients of {@code sum of y * g}. */
  String forward() {
    StringBuilder parameters = new StringBuilder("self: __torch__.M");
    StringBuilder leaves = new StringBuilder();
    for (int i = 0; i < inputs.size(); i++) {
      parameters.append(", a").append(i).append(": Tensor");
      if (inputs.get(i).requiresGrad()) {
        leaves.append(leaves.isEmpty() ? "" : ", ").append('a').append(i);
      }
    }
    String grads =
        leaves.isEmpty()
            ? ""
            : """
              grads = torch.grad([torch.sum(torch.mul(y, g))], [%s])
              for i in range(torch.len(grads)):
                grad = unchecked_cast(Tensor, grads[i])
                _0 = torch.append(found, grad)
            """
                .formatted(leaves);
    return """
    def forward(%s, g: Tensor) -> List[Tensor]:
    %s
      found = annotate(List[Tensor], [])
    %s  return torch.add([y], found)
    """
        .formatted(parameters, code.indent(2).stripTrailing(), grads);
  }
}
