package dev.forja.benchmarks.gemm;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.peer.Blas;
import dev.forja.benchmarks.peer.Mkl;
import dev.forja.kernel.parallel.Parallel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A BLAS library, on memory that starts at a cache line. */
final class BlasProduct implements Contender {
  private static final int LINE = 64;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment a;
  private final MemorySegment b;
  private final MemorySegment c;
  private Runnable work = () -> {};

  private BlasProduct(Product product) {
    a = copy(product.a());
    b = copy(product.b());
    c = arena.allocate((long) product.m() * product.n() * Float.BYTES, LINE);
  }

  static BlasProduct mkl(Product product) throws IOException {
    return plain(Mkl.open(Parallel.threads()), product);
  }

  static BlasProduct openBlas(Product product) throws IOException {
    return plain(Blas.openBlas(Parallel.threads()), product);
  }

  static BlasProduct mklPacked(Product product) throws IOException {
    Mkl mkl = Mkl.open(Parallel.threads());
    BlasProduct contender = new BlasProduct(product);
    int m = product.m();
    int n = product.n();
    int k = product.k();
    MemorySegment packed = contender.arena.allocate(mkl.packedBytes(m, n, k), LINE);
    mkl.pack(false, m, n, k, contender.b, packed);
    contender.work = () -> mkl.sgemmPacked(m, n, k, contender.a, packed, contender.c);
    return contender;
  }

  private static BlasProduct plain(Blas blas, Product product) {
    BlasProduct contender = new BlasProduct(product);
    contender.work =
        () ->
            blas.sgemm(
                false,
                product.m(),
                product.n(),
                product.k(),
                contender.a,
                contender.b,
                contender.c);
    return contender;
  }

  private MemorySegment copy(float[] values) {
    MemorySegment segment = arena.allocate((long) values.length * Float.BYTES, LINE);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    return segment;
  }

  @Override
  public void run() {
    work.run();
  }

  @Override
  public float[] output() {
    return c.toArray(ValueLayout.JAVA_FLOAT);
  }

  @Override
  public void close() {
    arena.close();
  }
}
