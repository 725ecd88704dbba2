package dev.forja.tensor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.nn.AdaptiveLogSoftmaxWithLoss;
import dev.forja.nn.FractionalMaxPool2d;
import dev.forja.nn.FractionalMaxPool3d;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

/** Matrices that are singular, empty or repeat values; errors; and what random pooling draws. */
class DecompositionsTest {
  private static final Tensor SINGULAR = Tensor.of(new float[] {1, 2, 3, 2, 4, 6, 1, 0, 1}, 3, 3);

  private static void close(Tensor found, Tensor wanted) {
    assertThat(found.shape()).isEqualTo(wanted.shape());
    assertThat(found.sub(wanted).abs().amax().item()).isLessThan(1e-5f);
  }

  @Test
  void singularMatricesAreRefusedWithTheMatrix() {
    Tensor two = Tensor.stack(0, Tensor.eye(3), SINGULAR);
    assertThatThrownBy(two::inverse)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("matrix 1 of [2, 3, 3] is singular")
        .hasMessageContaining("pinv");
    assertThatThrownBy(() -> two.neg().cholesky())
        .hasMessageContaining("matrix 0 of [2, 3, 3] is not positive definite");
    assertThatThrownBy(() -> Tensor.ones(2, 3).det()).hasMessageContaining("square");
    assertThatThrownBy(() -> Tensor.eye(3).solve(Tensor.ones(2, 1))).hasMessageContaining("solve");
    close(two.det(), Tensor.vector(1, 0));
    SlogdetOutput parts = two.slogdet();
    assertThat(parts.sign().toFloats()).containsExactly(1, 0);
    assertThat(parts.logabsdet().toFloats()).containsExactly(0, Float.NEGATIVE_INFINITY);
    assertThat(Tensor.eye(1).neg().logdet().item()).isNaN();
  }

  /** The cofactors, by hand: of rank 2, of rank 1, of no pivot but zeros, of zeros alone. */
  @Test
  void theGradientOfASingularDeterminantIsTheCofactors() {
    Tensor cofactors = Tensor.of(new float[] {4, 4, -4, -2, -2, 2, 0, 0, 0}, 3, 3);
    close(gradientOfDet(SINGULAR), cofactors);
    close(
        gradientOfDet(Tensor.stack(0, SINGULAR, SINGULAR)), Tensor.stack(0, cofactors, cofactors));
    close(gradientOfDet(Tensor.ones(3, 3)), Tensor.zeros(3, 3));
    close(
        gradientOfDet(Tensor.of(new float[] {0, 1, 0, 0}, 2, 2)),
        Tensor.of(new float[] {0, 0, -1, 0}, 2, 2));
    close(gradientOfDet(Tensor.zeros(1, 1)), Tensor.ones(1, 1));
    close(gradientOfDet(Tensor.zeros(2, 2)), Tensor.zeros(2, 2));
  }

  private static Tensor gradientOfDet(Tensor matrices) {
    Tensor leaf = matrices.mul(1).detach().requiresGrad(true);
    leaf.det().sum().backward();
    return requireNonNull(leaf.grad());
  }

  @Test
  void thePseudoInverseOfASingularMatrixIsOne() {
    Tensor p = SINGULAR.pinv();
    close(SINGULAR.matmul(p).matmul(SINGULAR), SINGULAR);
    close(p.matmul(SINGULAR).matmul(p), p);
    close(SINGULAR.matmul(p), SINGULAR.matmul(p).t());
    close(SINGULAR.lstsq(Tensor.ones(3, 2)), p.matmul(Tensor.ones(3, 2)));
  }

  /** As many matrices as rows, so that the unit matrix has the shape of as many vectors. */
  @Test
  void asManyMatricesAsRowsAreSolvedForMatrices() {
    float[] values = new float[27];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) StrictMath.sin(i + 1);
    }
    Tensor a = Tensor.of(values, 3, 3, 3).add(Tensor.eye(3).mul(3));
    Tensor right = Tensor.of(values, 3, 9).narrow(1, 0, 3).contiguous();
    Tensor inverse = a.inverse();
    Tensor lower = a.tril().solveTriangular(right, false);
    Tensor both = a.tril().choleskySolve(right);
    Tensor vectors = a.solve(right);
    assertThat(lower.shape()).containsExactly(3, 3, 3);
    for (int i = 0; i < 3; i++) {
      Tensor one = a.get(i);
      close(inverse.get(i), one.inverse());
      close(inverse.get(i).matmul(one), Tensor.eye(3));
      close(one.tril().matmul(lower.get(i)), right);
      close(one.tril().matmul(one.tril().t()).matmul(both.get(i)), right);
      close(one.matmul(vectors.get(i)), right.get(i));
    }
    Tensor column = right.select(1, 0);
    close(a.get(0).tril().choleskySolve(column), both.get(0).select(1, 0));
  }

  @Test
  void vectorsOfEqualValuesAreOrthonormal() {
    SvdOutput svd = SINGULAR.svd();
    close(svd.u().t().matmul(svd.u()), Tensor.eye(3));
    close(svd.vh().matmul(svd.vh().t()), Tensor.eye(3));
    close(svd.u().mul(svd.s()).matmul(svd.vh()), SINGULAR);
    EighOutput eigh = Tensor.eye(4).eigh();
    close(eigh.eigenvectors().t().matmul(eigh.eigenvectors()), Tensor.eye(4));
    SvdOutput zeros = Tensor.zeros(4, 2).svd();
    close(zeros.u().t().matmul(zeros.u()), Tensor.eye(2));
    close(Tensor.zeros(3, 3).matrixExp(), Tensor.eye(3));
  }

  @Test
  void completeColumnsAreOrthonormalEvenOfZeros() {
    Tensor tall = Tensor.of(new float[] {1, 2, 3, 2, 4, 6, 1, 0, 1, 5, 5, 7}, 4, 3);
    for (Tensor a : new Tensor[] {tall, Tensor.zeros(4, 2), Tensor.ones(2, 4, 1), tall.t()}) {
      QrOutput qr = a.qr(true);
      Tensor unit = Tensor.eye(a.size(-2)).expand(qr.q().shape());
      close(qr.q().transpose(-2, -1).matmul(qr.q()), unit);
      close(qr.q().matmul(qr.r()), a);
      SvdOutput svd = a.svd(true);
      close(svd.u().transpose(-2, -1).matmul(svd.u()), unit);
      close(
          svd.vh().matmul(svd.vh().transpose(-2, -1)).sum(),
          Tensor.eye(a.size(-1)).expand(svd.vh().shape()).sum());
    }
    assertThatThrownBy(() -> tall.detach().requiresGrad(true).qr(true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[4, 3]")
        .hasMessageContaining("gradient");
  }

  @Test
  void emptyMatricesHaveEmptyResults() {
    Tensor none = Tensor.zeros(0, 0);
    assertThat(none.det().item()).isEqualTo(1);
    assertThat(none.inverse().shape()).containsExactly(0, 0);
    assertThat(Tensor.zeros(2, 0, 3).pinv().shape()).containsExactly(2, 3, 0);
    assertThat(none.svdvals().shape()).containsExactly(0);
    assertThat(Tensor.zeros(0, 2, 2).eigvalsh().shape()).containsExactly(0, 2);
  }

  @Test
  void aTraceRunsAgain() {
    Tensor a = Tensor.eye(3).mul(2).add(0.1);
    Tensor b = Tensor.arange(0.0, 3, 1);
    LinkedHashMap<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("a", a);
    inputs.put("b", b);
    Graph graph = Trace.record(inputs, () -> a.solve(b).add(a.svdvals()));
    Tensor other = Tensor.eye(3).mul(3);
    close(graph.run(other, b).getFirst(), other.solve(b).add(other.svdvals()));
  }

  @Test
  void poolingDrawsItsPlacesFromTheGenerator() {
    Tensor x = Tensor.arange(0.0, 64, 1).reshape(1, 1, 8, 8);
    FractionalMaxPool2d pool = FractionalMaxPool2d.of(Size3d.of(2, 3), 0.5, 0.4);
    Tensor one = Randoms.callWith(new Philox(1), () -> pool.call(x));
    assertThat(one.shape()).containsExactly(1, 1, 4, 3);
    assertThat(Randoms.callWith(new Philox(1), () -> pool.call(x)).toFloats())
        .isEqualTo(one.toFloats());
    assertThat(one.max().item()).isEqualTo(63);
    assertThat(pool.callWithIndices(x).indices().max().itemLong()).isEqualTo(63);
    assertThatThrownBy(() -> FractionalMaxPool2d.of(Size3d.of(2), 1.5, 0.4))
        .hasMessageContaining("1.5");
    FractionalMaxPool3d volume = FractionalMaxPool3d.of(Size3d.of(2), Size3d.of(9));
    assertThatThrownBy(() -> volume.call(Tensor.zeros(1, 1, 4, 4, 4)))
        .hasMessageContaining("9 windows of 2 in 4 places");
    assertThatThrownBy(() -> pool.callWithSamples(x, Tensor.zeros(1, 1, 3)))
        .hasMessageContaining("expected [1, 1, 2]");
  }

  @Test
  void gumbelNoiseIsDrawnAndHardOnesAreOneHot() {
    Tensor logits = Tensor.zeros(500, 3).requiresGrad(true);
    Tensor hard = Randoms.callWith(new Philox(2), () -> logits.gumbelSoftmax(0.7, true, 1));
    assertThat(hard.sum(1).sub(1).abs().max().item()).isCloseTo(0, within(1e-6f));
    // Of 500 draws of three equal classes each gets 167, give or take 11 (one deviation).
    assertThat(hard.sum(0).sub(500 / 3f).abs().max().item()).isLessThan(50);
    hard.slice(1, 0, 1).sum().backward();
    assertThat(requireNonNull(logits.grad()).abs().sum().item()).isPositive();
  }

  @Test
  void theAdaptiveSoftmaxNamesAWrongTarget() {
    AdaptiveLogSoftmaxWithLoss layer = AdaptiveLogSoftmaxWithLoss.of(8, 10, new int[] {3, 6});
    Tensor x = Tensor.ones(2, 8);
    assertThatThrownBy(() -> layer.call(x, Tensor.ofLongs(1, 10))).hasMessageContaining("0 to 9");
    assertThatThrownBy(() -> layer.call(x, Tensor.ofLongs(1))).hasMessageContaining("each row");
    assertThatThrownBy(() -> AdaptiveLogSoftmaxWithLoss.of(8, 10, new int[] {6, 3}))
        .hasMessageContaining("[6, 3, 10]");
    assertThat(layer.logProb(x).exp().sum(1).toFloats()[0]).isCloseTo(1, within(1e-5f));
    assertThat(layer.predict(x).shape()).containsExactly(2);
    assertThat(layer.stateDict())
        .containsOnlyKeys(
            "head.weight",
            "tail.0.0.weight",
            "tail.0.1.weight",
            "tail.1.0.weight",
            "tail.1.1.weight");
  }
}
