package dev.forja.trace;

import dev.forja.Buffer;
import dev.forja.Calls;
import dev.forja.Forward;
import dev.forja.nn.Linear;
import dev.forja.nn.Residual;
import dev.forja.tensor.Tensor;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Models whose traces are looked at. */
final class TraceModels {
  private TraceModels() {}

  /** Calls one layer at two places, and computes between. */
  static final class Scaled {
    final Linear first = Linear.of(3, 3);
    final Residual again = Residual.of(first);
    @Buffer final Tensor scale = Tensor.full(2, 3);

    @Forward
    Tensor forward(Tensor x) {
      return again.call(first.call(x).mul(scale)).exp();
    }
  }

  /** Calls two layers on threads of their own. */
  static final class Parallel {
    final Linear left = Linear.of(3, 2);
    final Linear right = Linear.of(3, 2);

    @Forward
    Tensor forward(Tensor x) {
      FutureTask<Tensor> one = begin(() -> left.call(x));
      FutureTask<Tensor> two = begin(() -> right.call(x));
      try {
        return one.get().add(two.get());
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    private static FutureTask<Tensor> begin(Callable<Tensor> task) {
      FutureTask<Tensor> future = new FutureTask<>(Calls.carry(task));
      new Thread(future).start();
      return future;
    }
  }

  /** Two results. */
  record Both(Tensor left, Tensor right) {}

  /** Gives a record. */
  static final class Pair {
    @Forward
    Both forward(Tensor x) {
      return new Both(x.exp(), x.neg());
    }
  }

  /** Goes on as the values say, and reads a constant, which is of no account. */
  static final class Branch {
    @Forward
    Tensor forward(Tensor x) {
      float two = Tensor.scalar(2).item();
      return x.sum().item() > 0 ? x.mul(two) : x.neg();
    }
  }
}
