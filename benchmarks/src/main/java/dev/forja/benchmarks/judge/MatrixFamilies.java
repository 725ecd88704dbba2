package dev.forja.benchmarks.judge;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Decompositions of matrices, and further products. Matrices that are inverted have a large
 * diagonal, and results whose signs are any are multiplied with themselves.
 */
final class MatrixFamilies {
  private final List<Family> families = new ArrayList<>();

  private MatrixFamilies() {}

  static List<Family> all() {
    MatrixFamilies made = new MatrixFamilies();
    made.squares();
    made.equations();
    made.decompositions();
    made.sums();
    made.products();
    made.distances();
    return made.families;
  }

  private void family(String name, Function<Draw, Trial> make) {
    families.add(new Family(name, make));
  }

  /** Square matrices far from singular. */
  private static Tensor regular(Draw draw, int n) {
    int[] shape = draw.flag() ? new int[] {n, n} : new int[] {draw.count(1, 3), n, n};
    Tensor shift = Tensor.eye(n).mul(3 + n);
    return draw.constant(shape).add(shift).detach().requiresGrad(true);
  }

  private void square(String name, String code, UnaryOperator<Tensor> forja) {
    family(
        name,
        draw ->
            new Trial(
                code, List.of(regular(draw, draw.count(1, 5))), in -> forja.apply(in.getFirst())));
  }

  private void squares() {
    square("linalg_inv", "y = torch.linalg_inv(a0)", Tensor::inverse);
    square("logdet", "y = torch.logdet(a0)", Tensor::logdet);
    square("linalg_det", "y = torch.linalg_det(torch.mul(a0, 0.25))", x -> x.mul(0.25).det());
    square("slogdet", "s, y = torch.linalg_slogdet(a0)", x -> x.slogdet().logabsdet());
    square("matrix_exp", "y = torch.matrix_exp(torch.mul(a0, 0.2))", x -> x.mul(0.2).matrixExp());
    square("matrix_power", "y = torch.linalg_matrix_power(a0, 3)", x -> x.matrixPower(3));
    square("pinv of square", "y = torch.linalg_pinv(a0)", Tensor::pinv);
    String positive = "p = torch.matmul(a0, torch.transpose(a0, -2, -1))\n";
    square(
        "linalg_cholesky",
        positive + "y = torch.linalg_cholesky(p)",
        x -> x.matmul(x.transpose(-2, -1)).cholesky());
    square(
        "cholesky_inverse",
        positive + "y = torch.linalg_inv(p)",
        x -> {
          Tensor p = x.matmul(x.transpose(-2, -1));
          return p.cholesky().choleskySolve(Tensor.eye(x.size(-1)));
        });
    square(
        "linalg_eigvalsh",
        "y = torch.linalg_eigvalsh(torch.add(a0, torch.transpose(a0, -2, -1)))",
        x -> x.add(x.transpose(-2, -1)).eigvalsh());
  }

  private void equations() {
    family(
        "linalg_solve",
        draw -> {
          int n = draw.count(1, 5);
          int k = draw.count(1, 3);
          Tensor a = regular(draw, n);
          int[] b = a.shape();
          b[b.length - 1] = k;
          // A right side of the shape of vectors means vectors, so there are more columns.
          return Trial.of(
              "torch.linalg_solve(a0, a1)",
              List.of(a, draw.leaf(b)),
              in -> in.get(0).solve(in.get(1)));
        });
    family(
        "linalg_solve_triangular",
        draw -> {
          int n = draw.count(1, 5);
          boolean upper = draw.flag();
          Tensor a = regular(draw, n);
          return Trial.of(
              "torch.linalg_solve_triangular(a0, a1, upper=%s)".formatted(upper ? "True" : "False"),
              List.of(
                  (upper ? a.triu() : a.tril()).detach().requiresGrad(true),
                  draw.leaf(n, draw.count(1, 3))),
              in -> in.get(0).solveTriangular(in.get(1), upper));
        });
  }

  /** Matrices of full rank, with more rows than columns or the other way round. */
  private static Tensor full(Draw draw, int m, int n) {
    Tensor shift = Tensor.eye(m, n).mul(4.0).mul(Tensor.arange(n).add(1));
    return draw.constant(m, n).add(shift).detach().requiresGrad(true);
  }

  private void decompositions() {
    family(
        "linalg_qr",
        draw -> {
          int n = draw.count(1, 4);
          int m = n + draw.count(0, 3);
          return new Trial(
              """
              q, r = torch.linalg_qr(a0)
              y = torch.matmul(torch.square(q), torch.square(r))""",
              List.of(full(draw, m, n)),
              in -> {
                var parts = in.getFirst().qr();
                return parts.q().square().matmul(parts.r().square());
              });
        });
    family(
        "linalg_svd",
        draw -> {
          int m = draw.count(1, 4);
          int n = draw.count(1, 4);
          return new Trial(
              """
              u, s, v = torch.linalg_svd(a0, False)
              y = torch.matmul(torch.mul(torch.square(u), s), torch.square(v))""",
              List.of(full(draw, m, n)),
              in -> {
                var parts = in.getFirst().svd();
                return parts.u().square().mul(parts.s()).matmul(parts.vh().square());
              });
        });
    family(
        "linalg_svdvals",
        draw ->
            Trial.of(
                "torch.linalg_svdvals(a0)",
                List.of(full(draw, draw.count(1, 5), draw.count(1, 5))),
                in -> in.getFirst().svdvals()));
    family(
        "linalg_pinv",
        draw ->
            Trial.of(
                "torch.linalg_pinv(a0)",
                List.of(full(draw, draw.count(1, 5), draw.count(1, 5))),
                in -> in.getFirst().pinv()));
    family(
        "linalg_lstsq",
        draw -> {
          int n = draw.count(1, 4);
          int m = n + draw.count(0, 3);
          return new Trial(
              "y, r, k, s = torch.linalg_lstsq(a0, a1)",
              List.of(full(draw, m, n), draw.leaf(m, draw.count(1, 3))),
              in -> in.get(0).lstsq(in.get(1)));
        });
    family(
        "linalg_eigh",
        draw -> {
          int n = draw.count(1, 4);
          Tensor apart = Tensor.eye(n).mul(3.0).mul(Tensor.arange(n).add(1));
          return new Trial(
              """
              e, v = torch.linalg_eigh(torch.add(a0, torch.transpose(a0, 0, 1)))
              y = torch.mul(torch.square(v), e)""",
              List.of(draw.constant(n, n).mul(0.3).add(apart).detach().requiresGrad(true)),
              in -> {
                var parts = in.getFirst().add(in.getFirst().transpose(0, 1)).eigh();
                return parts.eigenvectors().square().mul(parts.eigenvalues());
              });
        });
  }

  private interface Sum {
    Tensor apply(Tensor x, Tensor first, Tensor second, double beta, double alpha);
  }

  private void sum(String name, int[] x, int[] first, int[] second, Sum forja) {
    family(
        name,
        draw -> {
          int[] sizes = draw.shape(4, 5);
          Function<int[], int[]> of = dims -> Arrays.stream(dims).map(d -> sizes[d]).toArray();
          double beta = draw.of(0.0, 1.0, 0.5);
          double alpha = draw.of(1.0, -2.0);
          Tensor base = beta == 0 ? draw.constant(of.apply(x)) : draw.leaf(of.apply(x));
          return Trial.of(
              "torch.%s(a0, a1, a2, beta=%s, alpha=%s)".formatted(name, beta, alpha),
              List.of(base, draw.leaf(of.apply(first)), draw.leaf(of.apply(second))),
              in -> forja.apply(in.get(0), in.get(1), in.get(2), beta, alpha));
        });
  }

  private void sums() {
    sum("addmm", new int[] {0, 2}, new int[] {0, 1}, new int[] {1, 2}, Tensor::addmm);
    sum("addmv", new int[] {0}, new int[] {0, 1}, new int[] {1}, Tensor::addmv);
    sum("addr", new int[] {0, 1}, new int[] {0}, new int[] {1}, Tensor::addr);
    int[] batch = {3, 0, 1};
    int[] other = {3, 1, 2};
    sum("addbmm", new int[] {0, 2}, batch, other, Tensor::addbmm);
    sum("baddbmm", new int[] {3, 0, 2}, batch, other, Tensor::baddbmm);
  }

  private void products() {
    family(
        "kron",
        draw ->
            Trial.of(
                "torch.kron(a0, a1)",
                List.of(
                    draw.leaf(draw.shape(draw.count(1, 3), 4)),
                    draw.leaf(draw.shape(draw.count(1, 3), 4))),
                in -> in.get(0).kron(in.get(1))));
    family(
        "tensordot",
        draw -> {
          int[] s = draw.shape(4, 4);
          return Trial.of(
              "torch.tensordot(a0, a1, [0, 2], [1, 0])",
              List.of(draw.leaf(s[0], s[1], s[2]), draw.leaf(s[2], s[0], s[3])),
              in -> in.get(0).tensordot(in.get(1), new int[] {0, 2}, new int[] {1, 0}));
        });
    family(
        "inner",
        draw -> {
          int[] s = draw.shape(4, 5);
          return Trial.of(
              "torch.inner(a0, a1)",
              List.of(draw.leaf(s[0], s[1], s[2]), draw.leaf(s[3], s[2])),
              in -> in.get(0).inner(in.get(1)));
        });
    family(
        "outer",
        draw ->
            Trial.of(
                "torch.outer(a0, a1)",
                List.of(draw.leaf(draw.count(1, 6)), draw.leaf(draw.count(1, 6))),
                in -> in.get(0).outer(in.get(1))));
    family(
        "linalg_cross",
        draw -> {
          int n = draw.count(1, 5);
          return Trial.of(
              "torch.linalg_cross(a0, a1, dim=1)",
              List.of(draw.leaf(n, 3, 2), draw.leaf(draw.flag() ? n : 1, 3, 2)),
              in -> in.get(0).cross(in.get(1), 1));
        });
    family(
        "trace and diag",
        draw -> {
          int n = draw.count(1, 6);
          int offset = draw.count(-2, 2);
          return Trial.of(
              "torch.mul(torch.diag(torch.diag(a0), %d), torch.trace(a0))".formatted(offset),
              List.of(draw.leaf(n, n)),
              in -> in.getFirst().diag(0).diag(offset).mul(in.getFirst().trace()));
        });
  }

  private void distances() {
    for (String p : List.of("1.", "2.", "3.", "inf")) {
      double value = p.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(p);
      String code = p.equals("inf") ? "float('inf')" : p;
      family(
          "cdist " + p,
          draw -> {
            int[] s = draw.shape(4, 5);
            return Trial.of(
                // by differences, since the products of large batches lose digits
                "torch.cdist(a0, a1, " + code + ", 2)",
                List.of(draw.leaf(s[0], s[1], s[2]), draw.leaf(s[0], s[3], s[2])),
                in -> in.get(0).cdist(in.get(1), value));
          });
      family(
          "pdist " + p,
          draw ->
              Trial.of(
                  "torch.pdist(a0, " + code + ")",
                  List.of(draw.leaf(draw.count(2, 6), draw.count(1, 5))),
                  in -> in.getFirst().pdist(value)));
    }
    family(
        "cosine_similarity",
        draw -> {
          int[] s = draw.shape(3, 5);
          int dim = draw.count(-3, 2);
          double sign = draw.flag() ? 1 : -1;
          return Trial.of(
              "torch.cosine_similarity(a0, a1, %d, 1e-08)".formatted(dim),
              List.of(draw.between(0.25, 3, s), draw.between(0.25 * sign, 3 * sign, s)),
              in -> in.get(0).cosineSimilarity(in.get(1), dim, 1e-8));
        });
    family(
        "pairwise_distance",
        draw -> {
          int[] s = draw.shape(2, 6);
          boolean keep = draw.flag();
          return Trial.of(
              "torch.pairwise_distance(a0, a1, 2., 1e-06, %s)".formatted(keep ? "True" : "False"),
              List.of(draw.leaf(s), draw.leaf(s)),
              in -> in.get(0).pairwiseDistance(in.get(1), 2, 1e-6, keep));
        });
    family(
        "dist",
        draw -> {
          int[] s = draw.shape(2, 6);
          return Trial.of(
              "torch.dist(a0, a1, 3)",
              List.of(draw.leaf(s), draw.leaf(s)),
              in -> in.get(0).dist(in.get(1), 3));
        });
  }
}
