package dev.forja.benchmarks.judge;

import dev.forja.op.AttentionOp;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Matrix products, einsum, and attention. */
final class ProductFamilies {
  private static final String[] EQUATIONS = {
    "bij,bjk->bik", "bqhd,bkhd->bhqk", "bi,bj->bij", "bijc,jc->ib", "bi,ij,bj->b", "ii->i",
    "ij,jk,kl->il", "ijk->kji", "bii->b", "i,j->ij", "bhqk,bkhd->bqhd", "ij,ij->"
  };

  private ProductFamilies() {}

  static List<Family> all() {
    return List.of(
        new Family("matmul", ProductFamilies::matmul),
        new Family("matmul large", ProductFamilies::large),
        new Family("einsum", ProductFamilies::einsum),
        new Family("linear", ProductFamilies::linear),
        new Family("bilinear", ProductFamilies::bilinear),
        new Family("attention", ProductFamilies::attention));
  }

  private static Trial matmul(Draw draw) {
    int k = draw.count(1, 7);
    int m = draw.count(1, 7);
    int n = draw.count(1, 7);
    int[] batch = draw.shape(draw.count(0, 2), 4);
    int[] left = draw.flag() ? join(draw.broadcastable(batch), m, k) : join(batch, m, k);
    int[] right = draw.flag() ? join(draw.broadcastable(batch), k, n) : join(batch, k, n);
    if (draw.count(0, 4) == 0) {
      left = new int[] {k};
    }
    if (draw.count(0, 4) == 0) {
      right = new int[] {k};
    }
    return Trial.of(
        "torch.matmul(a0, a1)",
        List.of(draw.leaf(left), draw.leaf(right)),
        in -> in.get(0).matmul(in.get(1)));
  }

  private static int[] join(int[] batch, int rows, int columns) {
    int[] shape = Arrays.copyOf(batch, batch.length + 2);
    shape[batch.length] = rows;
    shape[batch.length + 1] = columns;
    return shape;
  }

  private static Trial large(Draw draw) {
    int k = draw.count(1, 150);
    Tensor left = draw.leaf(draw.count(1, 150), k);
    Tensor right = draw.leaf(k, draw.count(1, 150));
    return Trial.of(
        "torch.matmul(a0, a1)", List.of(left, right), in -> in.get(0).matmul(in.get(1)));
  }

  private static Trial einsum(Draw draw) {
    String equation = draw.of(EQUATIONS);
    int[] sizes = draw.shape(128, 5);
    List<Tensor> inputs =
        Stream.of(equation.substring(0, equation.indexOf("->")).split(","))
            .map(term -> draw.leaf(term.chars().map(letter -> sizes[letter]).toArray()))
            .toList();
    String names = String.join(", ", List.of("a0", "a1", "a2").subList(0, inputs.size()));
    return Trial.of(
        "torch.einsum(\"%s\", [%s])".formatted(equation, names),
        inputs,
        in -> Tensor.einsum(equation, in.toArray(Tensor[]::new)));
  }

  private static Trial linear(Draw draw) {
    int in = draw.count(1, 40);
    int out = draw.count(1, 40);
    int[] batch = draw.shape(draw.count(0, 2), 6);
    int[] shape = Arrays.copyOf(batch, batch.length + 1);
    shape[batch.length] = in;
    return Trial.of(
        "torch.linear(a0, a1, a2)",
        List.of(draw.leaf(shape), draw.leaf(out, in), draw.leaf(out)),
        x -> x.get(0).linear(x.get(1), x.get(2)));
  }

  private static Trial bilinear(Draw draw) {
    int[] s = draw.shape(4, 6);
    return Trial.of(
        "torch.bilinear(a0, a1, a2, a3)",
        List.of(
            draw.leaf(s[0], s[1]),
            draw.leaf(s[0], s[2]),
            draw.leaf(s[3], s[1], s[2]),
            draw.leaf(s[3])),
        in -> in.get(0).bilinear(in.get(1), in.get(2), in.get(3)));
  }

  private static Trial attention(Draw draw) {
    int[] lead = draw.shape(2, 3);
    int l = draw.count(1, 9);
    int s = draw.count(1, 9);
    int e = draw.count(1, 9);
    Tensor q = draw.leaf(lead[0], lead[1], l, e);
    Tensor k = draw.leaf(lead[0], lead[1], s, e);
    Tensor v = draw.leaf(lead[0], lead[1], s, draw.count(1, 9));
    if (draw.flag()) {
      return Trial.of(
          "torch.scaled_dot_product_attention(a0, a1, a2, a3)",
          List.of(q, k, v, draw.constant(l, s)),
          in -> in.get(0).scaledDotProductAttention(in.get(1), in.get(2), in.get(3)));
    }
    boolean causal = draw.flag();
    return Trial.of(
        "torch.scaled_dot_product_attention(a0, a1, a2, None, 0., %s, scale=0.3)"
            .formatted(causal ? "True" : "False"),
        List.of(q, k, v),
        in ->
            in.get(0)
                .scaledDotProductAttention(
                    in.get(1), in.get(2), null, new AttentionOp(0.3, causal)));
  }
}
