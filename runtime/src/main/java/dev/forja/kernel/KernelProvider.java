package dev.forja.kernel;

import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.ParallelAttention;
import dev.forja.kernel.parallel.ParallelElementwise;
import dev.forja.kernel.parallel.ParallelMatmul;
import dev.forja.kernel.parallel.ParallelNorm;
import dev.forja.kernel.parallel.ParallelOptimizer;
import dev.forja.kernel.parallel.ParallelPooling;
import dev.forja.kernel.parallel.ParallelRowNorm;
import dev.forja.kernel.parallel.ParallelSoftmax;
import dev.forja.kernel.scalar.ScalarAttention;
import dev.forja.kernel.scalar.ScalarConvolution;
import dev.forja.kernel.scalar.ScalarElementwise;
import dev.forja.kernel.scalar.ScalarMatmul;
import dev.forja.kernel.scalar.ScalarNorm;
import dev.forja.kernel.scalar.ScalarOptimizer;
import dev.forja.kernel.scalar.ScalarPooling;
import dev.forja.kernel.scalar.ScalarReduction;
import dev.forja.kernel.scalar.ScalarRowNorm;
import dev.forja.kernel.scalar.ScalarSoftmax;
import dev.forja.kernel.vector.VectorKernels;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses the kernels of this process. */
final class KernelProvider {
  private static final String SCALAR = "scalar";

  private KernelProvider() {}

  static Kernels choose() {
    return choose(System.getProperty("forja.kernels"), VectorSupport::obstacle);
  }

  /**
   * Plain loops that vector kernels will replace; null if the user forces kernels, if the vector
   * kernels would be slow in this JVM, or if there is no second processor to compile them.
   */
  static @Nullable Startup startup() {
    if (System.getProperty("forja.kernels") != null
        || Runtime.getRuntime().availableProcessors() == 1
        || VectorSupport.obstacle() != null) {
      return null;
    }
    if (System.getProperty("forja.vector.bits") != null) {
      VectorKernels.create(scalar()); // An invalid width must be refused now.
    }
    return new Startup(
        parallel(scalar()),
        () -> VectorKernels.create(scalar()),
        () -> parallel(VectorKernels.create(scalar())));
  }

  /**
   * Chooses the kernels. The classes of the vector kernels are loaded only where they are chosen.
   *
   * @param wanted the value of {@code -Dforja.kernels}, or null
   * @param obstacle says why plain loops are faster in this JVM, or gives null
   */
  static Kernels choose(@Nullable String wanted, Supplier<@Nullable String> obstacle) {
    return switch (wanted) {
      case null -> preferred(obstacle.get());
      case SCALAR -> parallel(scalar());
      case "vector" -> {
        if (ModuleLayer.boot().findModule(VectorSupport.MODULE).isEmpty()) {
          throw new IllegalArgumentException(
              "forja.kernels: 'vector' needs the module %s; start java with --add-modules %s"
                  .formatted(VectorSupport.MODULE, VectorSupport.MODULE));
        }
        yield parallel(VectorKernels.create(scalar()));
      }
      default ->
          throw new IllegalArgumentException(
              "forja.kernels: '%s' is not known; give scalar or vector, or leave it out"
                  .formatted(wanted));
    };
  }

  private static Kernels preferred(@Nullable String obstacle) {
    if (obstacle == null) {
      return parallel(VectorKernels.create(scalar()));
    }
    System.getLogger("dev.forja")
        .log(
            Level.WARNING,
            () ->
                "Forja computes with plain loops, many times slower than its vector kernels could: "
                    + obstacle);
    return parallel(scalar());
  }

  static Kernels scalar() {
    return new Kernels(
        SCALAR,
        new ScalarElementwise(),
        new ScalarReduction(),
        new ScalarMatmul(),
        new ScalarSoftmax(),
        new ScalarOptimizer(),
        new ScalarConvolution(),
        new ScalarPooling(),
        new ScalarNorm(),
        new ScalarRowNorm(),
        new ScalarAttention());
  }

  /**
   * Shares the work among the threads; products and attention of vector kernels do so themselves.
   */
  private static Kernels parallel(Kernels loops) {
    boolean plain = loops.name().equals(SCALAR);
    return Parallel.threads() == 1
        ? loops
        : new Kernels(
            loops.name(),
            new ParallelElementwise(loops.elementwise()),
            loops.reduction(),
            plain ? new ParallelMatmul(loops.matmul()) : loops.matmul(),
            new ParallelSoftmax(loops.softmax()),
            new ParallelOptimizer(loops.optimizer()),
            loops.convolution(),
            new ParallelPooling(loops.pooling()),
            new ParallelNorm(loops.norm()),
            new ParallelRowNorm(loops.rowNorm()),
            plain ? new ParallelAttention(loops.attention()) : loops.attention());
  }
}
