package dev.forja.benchmarks.judge;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions over some dimensions, and ops along one dimension. */
final class ReductionFamilies {
  private final List<Family> families = new ArrayList<>();

  private ReductionFamilies() {}

  static List<Family> all() {
    ReductionFamilies made = new ReductionFamilies();
    made.reduce("sum", "torch.sum(a0, %s, %s)", Tensor::sum);
    made.reduce("mean", "torch.mean(a0, %s, %s)", Tensor::mean);
    made.reduce("amax", "torch.amax(a0, %s, %s)", Tensor::amax);
    made.reduce("amin", "torch.amin(a0, %s, %s)", Tensor::amin);
    made.reduce("logsumexp", "torch.logsumexp(a0, %s, %s)", Tensor::logsumexp);
    made.reduce(
        "var",
        "torch.var(a0, %s, correction=0, keepdim=%s)",
        (x, dims, keep) -> x.variance(dims, 0, keep));
    made.reduce(
        "std",
        "torch.std(a0, %s, correction=-1, keepdim=%s)",
        (x, dims, keep) -> x.std(dims, -1, keep));
    for (String p : List.of("1.", "2.", "3.", "0.5", "inf")) {
      double value = p.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(p);
      String code = p.equals("inf") ? "float('inf')" : p;
      made.reduce(
          "norm " + p,
          "torch.linalg_vector_norm(a0, " + code + ", %s, %s)",
          (x, dims, keep) -> x.norm(value, dims, keep));
    }
    made.along("cumsum", "torch.cumsum(a0, %d)", Tensor::cumsum);
    made.along("softmax", "torch.softmax(a0, %d)", Tensor::softmax);
    made.along("log_softmax", "torch.log_softmax(a0, %d)", Tensor::logSoftmax);
    made.along("prod", "torch.prod(a0, %d, False)", Tensor::prod);
    made.along("max", "torch.amax(a0, [%d], False)", (x, dim) -> x.max(dim).values());
    made.along("min", "torch.amin(a0, [%d], False)", (x, dim) -> x.min(dim).values());
    return made.families;
  }

  private interface Reducing {
    Tensor apply(Tensor x, int[] dims, boolean keepDim);
  }

  private interface Along {
    Tensor apply(Tensor x, int dim);
  }

  private void reduce(String name, String code, Reducing forja) {
    families.add(
        new Family(
            name,
            draw -> {
              int rank = draw.count(1, 4);
              int[] dims = IntStream.range(0, rank).filter(_ -> draw.flag()).toArray();
              int[] chosen = dims.length == 0 ? new int[] {draw.count(-rank, rank - 1)} : dims;
              boolean keep = draw.flag();
              return Trial.of(
                  code.formatted(Arrays.toString(chosen), keep ? "True" : "False"),
                  List.of(draw.leaf(draw.shape(rank, 7))),
                  in -> forja.apply(in.getFirst(), chosen, keep));
            }));
  }

  private void along(String name, String code, Along forja) {
    families.add(
        new Family(
            name + " along one",
            draw -> {
              int rank = draw.count(1, 4);
              int dim = draw.count(-rank, rank - 1);
              return Trial.of(
                  code.formatted(dim),
                  List.of(draw.leaf(draw.shape(rank, 7))),
                  in -> forja.apply(in.getFirst(), dim));
            }));
  }
}
