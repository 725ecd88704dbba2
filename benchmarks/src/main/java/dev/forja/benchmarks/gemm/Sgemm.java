package dev.forja.benchmarks.gemm;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code C = A B}. The packed cases are those of dense layers: B is a weight that Forja, and MKL in
 * its second column, packed in advance; MKL's first column and OpenBLAS get it as [k, n]. In the
 * other cases, B is new to every engine.
 */
public final class Sgemm implements Workload {
  private static final int[][] WEIGHTS = {{384, 384}, {1536, 384}, {384, 1536}};

  @Override
  public String name() {
    return "sgemm";
  }

  @Override
  public String description() {
    return "Matrix products, right side packed ahead or not, beside MKL and OpenBLAS.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    List<Case> cases = new ArrayList<>();
    if (tiny) {
      cases.add(of("packed", new Product(16, 48, 32)));
      cases.add(of("square", new Product(48, 48, 48)));
      return cases;
    }
    for (int m : new int[] {16, 128, 512}) {
      addWeights(cases, "packed", m);
    }
    for (int size : new int[] {768, 1536}) {
      cases.add(of("square", new Product(size, size, size)));
    }
    for (int m : new int[] {1, 2, 4, 8}) {
      addWeights(cases, "packed", m);
    }
    for (int m : new int[] {1, 4, 16}) {
      addWeights(cases, "plain", m);
    }
    return cases;
  }

  private static void addWeights(List<Case> cases, String kind, int m) {
    for (int[] weight : WEIGHTS) {
      cases.add(of(kind, new Product(m, weight[0], weight[1])));
    }
  }

  private static Case of(String kind, Product product) {
    List<Entrant> entrants = new ArrayList<>();
    boolean packed = kind.equals("packed");
    entrants.add(new Entrant("Forja", () -> new ForjaProduct(product, packed)));
    entrants.add(new Entrant("MKL", () -> BlasProduct.mkl(product)));
    if (packed) {
      entrants.add(new Entrant("MKL packed", () -> BlasProduct.mklPacked(product)));
    }
    entrants.add(new Entrant("OpenBLAS", () -> BlasProduct.openBlas(product)));
    String label = "%s %d x %d x %d".formatted(kind, product.m(), product.n(), product.k());
    return new Case(label, product.flop(), Case.Unit.FLOP, product.tolerance(), entrants);
  }
}
