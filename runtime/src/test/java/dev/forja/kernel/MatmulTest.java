package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

@EveryWidth
final class MatmulTest {
  /** Sizes near tiles of 4 and 8 rows, and near one to three vectors of 4, 8 and 16 lanes. */
  private static final int[] EDGES = {
    1, 2, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 24, 25, 32, 33, 47, 48, 49
  };

  private static final float[] BETAS = {0f, 1f, -0.5f};

  private final Random random = new Random(19);
  private final MatmulKernels scalar = Ranges.scalar().matmul();
  private final MatmulKernels vector = Ranges.vector().matmul();

  @Test
  void tilesAndTheirEdges() {
    int turn = 0;
    for (int m : EDGES) {
      for (int n : EDGES) {
        boolean ta = (turn & 1) != 0;
        boolean tb = (turn & 2) != 0;
        int k = 1 + random.nextInt(20);
        new MatmulCase(ta, tb, m, n, k, BETAS[turn++ % 3]).check(vector, random);
      }
    }
  }

  @Test
  void randomShapesTransposesAndBetas() {
    for (int i = 0; i < 400; i++) {
      MatmulCase product = anyCase(80, 80, 60);
      product.check(vector, random);
      product.check(scalar, random);
    }
  }

  @Test
  void randomShapesPacked() {
    for (int i = 0; i < 150; i++) {
      MatmulCase product = upright(anyCase(60, 80, 60));
      product.checkPacked(vector, random);
      product.checkPacked(scalar, random);
    }
  }

  @Test
  void severalBlocksOfTheInnerSumAndSeveralThreads() {
    for (int i = 0; i < 4; i++) {
      MatmulCase product = new MatmulCase(i % 2 != 0, i >= 2, 70, 75, 800, BETAS[i % 3]);
      product.check(vector, random);
      upright(product).checkPacked(vector, random);
      new MatmulCase(i % 2 != 0, i >= 2, 350, 100, 40, BETAS[i % 3]).check(vector, random);
      new MatmulCase(i % 2 != 0, i >= 2, 9, 2100, 25, BETAS[i % 3]).check(vector, random);
    }
  }

  @Test
  void fewRowsOnSeveralThreads() {
    for (int i = 0; i < 8; i++) {
      new MatmulCase(i % 2 != 0, (i & 2) != 0, 1 + i / 2, 601, 500, BETAS[i % 3])
          .check(vector, random);
    }
  }

  @Test
  void oneRowByManyPanels() {
    for (int n : new int[] {63, 64, 192, 211, 500}) {
      for (float beta : BETAS) {
        MatmulCase product = new MatmulCase(false, true, 1, n, 37, beta);
        product.checkPacked(vector, random);
        product.checkPacked(scalar, random);
      }
      float[] a = Ranges.normal(random, 0, 37);
      float[] b = Ranges.normal(random, 0, n * 37);
      float[] c = new float[n];
      float[] packed = new float[n];
      scalar.gemm(false, true, 1, n, 37, a, 0, 37, b, 0, 37, 0f, c, 0, n);
      vector.gemmPacked(1, a, 0, 37, vector.pack(true, n, 37, b, 0, 37), 0f, packed, 0, n);
      assertThat(packed).isEqualTo(c);
    }
  }

  @Test
  void emptyProductsScaleCOrLeaveIt() {
    for (float beta : BETAS) {
      for (MatmulKernels kernels : new MatmulKernels[] {scalar, vector}) {
        for (int[] mnk : new int[][] {{0, 5, 5}, {5, 0, 5}, {5, 5, 0}, {2, 40, 0}, {0, 0, 0}}) {
          MatmulCase product = new MatmulCase(false, true, mnk[0], mnk[1], mnk[2], beta);
          product.check(kernels, random);
          product.checkPacked(kernels, random);
        }
      }
    }
  }

  @Test
  void infinitiesAndNaNsArriveAtTheElementsThatTheyBelongTo() {
    int n = 40;
    float[] a = new float[n * n];
    float[] b = new float[n * n];
    java.util.Arrays.fill(a, 1f);
    java.util.Arrays.fill(b, 1f);
    a[3 * n + 5] = Float.NaN;
    b[7 * n + 38] = Float.POSITIVE_INFINITY;
    float[] c = new float[n * n];
    vector.gemm(false, false, n, n, n, a, 0, n, b, 0, n, 0f, c, 0, n);
    float[] expected = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        expected[i * n + j] = i == 3 ? Float.NaN : j == 38 ? Float.POSITIVE_INFINITY : n;
      }
    }
    Ranges.assertAgree("C", expected, c, 0);
  }

  @Test
  void packedBitsAreThoseOfTheUnpackedProduct() {
    int m = 37;
    int n = 70;
    int k = 600;
    float[] a = Ranges.normal(random, 0, m * k);
    float[] b = Ranges.normal(random, 0, n * k);
    float[] c = new float[m * n];
    float[] packed = new float[m * n];
    vector.gemm(false, true, m, n, k, a, 0, k, b, 0, k, 0f, c, 0, n);
    vector.gemmPacked(m, a, 0, k, vector.pack(true, n, k, b, 0, k), 0f, packed, 0, n);
    assertThat(packed).isEqualTo(c);
  }

  @Test
  void aRowIsAddedToEveryRowWithTheBitsOfASumThatBeginsWithIt() {
    for (int i = 0; i < 200; i++) {
      MatmulCase any = anyCase(60, 120, 60);
      int m = any.m();
      int n = any.n();
      int k = any.k();
      float[] a = Ranges.normal(random, 0, m * k);
      float[] b = Ranges.normal(random, 0, n * k);
      float[] row = Ranges.normal(random, 0, n + 2);
      int lda = any.ta() ? m : k;
      int ldb = any.tb() ? k : n;
      for (MatmulKernels kernels : new MatmulKernels[] {scalar, vector}) {
        float[] expected = new float[m * n];
        for (int r = 0; r < m; r++) {
          System.arraycopy(row, 2, expected, r * n, n);
        }
        kernels.gemm(any.ta(), any.tb(), m, n, k, a, 0, lda, b, 0, ldb, 1f, expected, 0, n);
        float[] c = Ranges.canaries(m * n);
        kernels.addmm(row, 2, any.ta(), any.tb(), m, n, k, a, 0, lda, b, 0, ldb, c, 0, n);
        assertThat(c).as("%s", any).isEqualTo(expected);
        if (!any.ta() && kernels.gainsByPacking(any.tb(), m, n)) {
          PackedMatrix packed = kernels.pack(any.tb(), n, k, b, 0, ldb);
          float[] other = Ranges.canaries(m * n);
          kernels.addmmPacked(row, 2, m, a, 0, lda, packed, other, 0, n);
          assertThat(other).as("packed %s", any).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aMatrixPackedByOtherKernelsIsRefused() {
    PackedMatrix b = scalar.pack(false, 3, 2, new float[6], 0, 3);
    assertThatThrownBy(() -> vector.gemmPacked(1, new float[2], 0, 2, b, 0, new float[3], 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("pack it with the kernels that multiply");
  }

  private MatmulCase anyCase(int m, int n, int k) {
    return new MatmulCase(
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(m),
        random.nextInt(n),
        random.nextInt(k),
        BETAS[random.nextInt(3)]);
  }

  private static MatmulCase upright(MatmulCase c) {
    return new MatmulCase(false, c.tb(), c.m(), c.n(), c.k(), c.beta());
  }
}
