package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.io.SafetensorsException;
import dev.forja.io.SafetensorsFile;
import dev.forja.module.Functional;
import dev.forja.op.BatchNormOp;
import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.op.GroupNormOp;
import dev.forja.tensor.Autograd;
import dev.forja.tensor.GradOptions;
import dev.forja.tensor.Tensor;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Second derivatives of whole computations, compared with PyTorch's. */
@Tag("both-kernels")
class SecondGradientModelsTest {
  private static final ConvWindow HALVING = ConvWindow.of(2, 1, 1);

  private SafetensorsFile file;

  @BeforeEach
  void open() throws SafetensorsException, URISyntaxException {
    file = SafetensorsFile.open(Shipped.folder("conformance-second").resolve("models.safetensors"));
  }

  @AfterEach
  void close() {
    file.close();
  }

  private Tensor tensor(String name) throws SafetensorsException {
    return Tensor.of(file.read(name));
  }

  private void check(String name, Tensor actual) throws SafetensorsException {
    Tensor expected = tensor(name);
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    float[] values = actual.toFloats();
    float[] wanted = expected.toFloats();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(values[i])
          .as(name)
          .isCloseTo(wanted[i], within(2e-5f + 2e-4f * Math.abs(wanted[i])));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "group"})
  void theGradientPenaltyOfADiscriminator(String norm) throws SafetensorsException {
    Tensor x = tensor("gan.x").requiresGrad(true);
    List<String> names = List.of("conv", "conv_bias", "norm", "norm_bias", "conv2", "linear");
    List<Tensor> p = new ArrayList<>();
    for (String name : names) {
      p.add(tensor("gan." + name).requiresGrad(true));
    }
    Conv2dOp conv = new Conv2dOp(HALVING, HALVING, 1);
    Tensor h = Tensor.apply(conv, x, p.get(0), p.get(1));
    h =
        norm.equals("batch")
            ? Tensor.applyAll(new BatchNormOp(1e-5), h, p.get(2), p.get(3))[0]
            : Tensor.apply(new GroupNormOp(2, 1e-5), h, p.get(2), p.get(3));
    h = Tensor.apply(conv, h.leakyRelu(0.2), p.get(4)).silu();
    Tensor y = h.flatten(1, -1).linear(p.get(5), null);
    GradOptions create = GradOptions.defaults().withCreateGraph(true);
    Tensor slope = Autograd.grad(y.sum(), x, create);
    Tensor penalty = slope.flatten(1, -1).pow(2).sum(1).sqrt().sub(1).pow(2).mean();
    check("gan." + norm + ".penalty", penalty);
    List<Tensor> gradients =
        Autograd.grad(penalty, p, GradOptions.defaults().withMaterializeGrads(true));
    for (int i = 0; i < names.size(); i++) {
      check("gan.%s.grad.%s".formatted(norm, names.get(i)), gradients.get(i));
    }
  }

  @Test
  void theProductOfAHessianAndAVector() throws SafetensorsException {
    Tensor x = tensor("mlp.x");
    Tensor t = tensor("mlp.t");
    List<Tensor> at = new ArrayList<>();
    List<Tensor> v = new ArrayList<>();
    List<String> names = List.of("mlp.w1", "mlp.b1", "mlp.w2", "mlp.b2");
    for (String name : names) {
      at.add(tensor(name));
      v.add(tensor(name + ".v"));
    }
    List<Tensor> products =
        Functional.hvp(
                p ->
                    x.linear(p.get(0), p.get(1))
                        .tanh()
                        .linear(p.get(2), p.get(3))
                        .sub(t)
                        .pow(2)
                        .mean(),
                at,
                v)
            .products();
    for (int i = 0; i < names.size(); i++) {
      check(names.get(i) + ".hv", products.get(i));
    }
  }

  @Test
  void matricesOfDerivatives() throws SafetensorsException {
    Tensor x = tensor("small.x");
    check(
        "small.jacobian",
        Functional.jacobian(v -> v.softmax(0).unsqueeze(1).mul(v.sin().unsqueeze(0)), x));
    check("small.hessian", Functional.hessian(v -> v.mul(v).logsumexp(0).mul(v.prod()), x));
  }
}
