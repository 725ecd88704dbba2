package dev.forja.kernel;

import dev.forja.kernel.vector.VectorKernels;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Chooses the kernels of this process. */
final class KernelProvider {
  private static final String MODULE = "jdk.incubator.vector";

  private KernelProvider() {}

  static Kernels choose() {
    return choose(
        System.getProperty("forja.kernels"), ModuleLayer.boot().findModule(MODULE).isPresent());
  }

  /** The classes of the vector kernels are loaded only where the module is present. */
  static Kernels choose(@Nullable String wanted, boolean vectorsPresent) {
    return switch (wanted) {
      case null -> vectorsPresent ? parallel(VectorKernels.create(scalar())) : fallback();
      case "scalar" -> parallel(scalar());
      case "vector" -> {
        if (!vectorsPresent) {
          throw new IllegalArgumentException(
              "forja.kernels: 'vector' needs the module %s; start java with --add-modules %s"
                  .formatted(MODULE, MODULE));
        }
        yield parallel(VectorKernels.create(scalar()));
      }
      default ->
          throw new IllegalArgumentException(
              "forja.kernels: '%s' is not known; give scalar or vector, or leave it out"
                  .formatted(wanted));
    };
  }

  static Kernels scalar() {
    return new Kernels(
        "scalar",
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

  private static Kernels fallback() {
    System.getLogger("dev.forja")
        .log(
            Level.WARNING,
            "Forja computes with scalar kernels, many times slower than it could: the module {0} is"
                + " missing. Start java with --add-modules {0}",
            MODULE);
    return parallel(scalar());
  }

  private static Kernels parallel(Kernels loops) {
    return Parallel.threads() == 1
        ? loops
        : new Kernels(
            loops.name(),
            new ParallelElementwise(loops.elementwise()),
            loops.reduction(),
            loops.matmul(),
            new ParallelSoftmax(loops.softmax()),
            new ParallelOptimizer(loops.optimizer()),
            loops.convolution(),
            new ParallelPooling(loops.pooling()),
            new ParallelNorm(loops.norm()),
            new ParallelRowNorm(loops.rowNorm()),
            loops.attention());
  }
}
