package dev.forja.trace;

import static java.util.Objects.requireNonNull;

import dev.forja.Buffer;
import dev.forja.Calls;
import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.array.DType;
import dev.forja.nn.Linear;
import dev.forja.nn.Residual;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Models whose traces are tested. */
final class TraceModels {
  private TraceModels() {}

  /** Calls one layer at two places, and computes between the calls. */
  static final class Scaled {
    final Linear first = Linear.of(3, 3);
    final Residual again = Residual.of(first);
    @Buffer final Tensor scale = Tensor.full(new int[] {3}, 2);

    @Forward
    Tensor forward(@Shape("n 3") Tensor x) {
      return again.call(first.call(x).mul(scale)).exp();
    }
  }

  /** Calls two layers on separate threads. */
  static final class Parallel {
    final Linear left = Linear.of(3, 2);
    final Linear right = Linear.of(3, 2);

    @Forward
    Tensor forward(@Shape("n 3") Tensor x) {
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

  /** A record of two results. */
  record Both(Tensor left, Tensor right) {}

  /** Returns a record. */
  static final class Pair {
    @Forward
    Both forward(@Shape("n 3") Tensor x) {
      return new Both(x.exp(), x.neg());
    }
  }

  /** Branches on values, and reads a constant, which does not matter. */
  static final class Branch {
    @Forward
    Tensor forward(@Shape("n 3") Tensor x) {
      float two = Tensor.scalar(2).item();
      return x.sum().item() > 0 ? x.mul(two) : x.neg();
    }
  }

  /** Returns its argument, its parameter and its constant. */
  static final class Giving {
    final Parameter weight = Parameter.of(Tensor.ones(2));

    @SuppressWarnings("forja:TensorNotState") // a trace keeps it as a constant
    final Tensor constant = Tensor.zeros(2);

    @Forward
    List<Tensor> forward(@Shape("n") Tensor x) {
      return List.of(x, weight, constant);
    }
  }

  /** Adds a position to each row, and computes the mean over the rows from a sum. */
  static final class Places {
    final Parameter table = Parameter.of(Tensor.randn(16, 3));

    @Forward
    Tensor forward(@Shape("n rows 3") Tensor x) {
      int batch = x.size(0);
      int rows = x.size(1);
      Tensor placed = x.add(table.slice(0, 0, rows)).reshape(batch * rows, 3).exp();
      Tensor numbers = Tensor.arange(rows).to(DType.F32).unsqueeze(1);
      Tensor hidden = Tensor.zeros(batch, rows, 3).add(0.5);
      Tensor sum = placed.reshape(batch, rows, 3).mul(numbers).add(hidden).sum(1);
      return sum.div(rows);
    }
  }

  /** Loops over the rows. */
  static final class Loop {
    @Forward
    Tensor forward(@Shape("n width") Tensor x) {
      Tensor sum = x.get(0);
      for (int i = 1; i < x.size(0); i++) {
        sum = sum.add(x.get(i));
      }
      return sum;
    }
  }

  /** Fields that may be reassigned. */
  static final class Holder {
    Linear fc = Linear.of(2, 2);
    Parameter scale = Parameter.of(Tensor.ones(2));
    @Buffer Tensor shift = Tensor.zeros(2);
    final List<Linear> list = new ArrayList<>(List.of(Linear.of(2, 2)));

    @Forward
    Tensor forward(@Shape("n 2") Tensor x) {
      Tensor y = fc.call(x).mul(scale).add(shift);
      for (Linear each : list) {
        y = each.call(y);
      }
      return y;
    }
  }

  /** Fields of every kind that are not state; each changes the result. */
  @SuppressWarnings({"forja:TensorNotState", "forja:StateOpen"}) // plain fields, on purpose
  static final class Fields {
    boolean flag;
    int whole = 1;
    char letter = 'a';
    double real = 1;
    String text = "one";
    Tensor added = Tensor.zeros(2);
    UnaryOperator<Tensor> function = x -> x;
    private long held = 1;

    long held() {
      return held;
    }

    void setHeld(long value) {
      held = value;
    }

    @Forward
    Tensor forward(@Shape("n") Tensor x) {
      Tensor y = x.mul(whole * real * held).add(letter - 'a' + text.length() - 3);
      y = y.add(1).add(added);
      return function.apply(flag ? y.neg() : y);
    }
  }

  /** Counts its calls in a field that it uses. */
  static final class Counting {
    int calls;

    @Forward
    Tensor forward(@Shape("n") Tensor x) {
      calls++;
      return x.mul(calls);
    }
  }

  /** Computes a table at its first call. */
  @SuppressWarnings("forja:TensorNotState") // a plain field, on purpose
  static final class Table {
    final Runnable called;
    @Nullable Tensor table;

    Table(Runnable called) {
      this.called = called;
    }

    @Forward
    Tensor forward(@Shape("n") Tensor x) {
      called.run();
      if (table == null) {
        table = Tensor.arange(x.size(0)).to(DType.F32);
      }
      return x.add(table);
    }
  }

  /** Final fields whose objects may change; each changes the result. */
  @SuppressWarnings({"forja:TensorNotState", "forja:StateOpen"}) // plain fields, on purpose
  static final class Holders {
    final boolean[] flags = new boolean[2];
    final int[] wholes = {1, 2};
    final float[][] reals = {{1, 2}, {3}};
    final AtomicInteger atomic = new AtomicInteger(1);
    final AtomicReference<String> reference = new AtomicReference<>("one");
    final List<Double> list = new ArrayList<>(List.of(1.0, 2.0));
    final Map<String, Integer> map = new HashMap<>(Map.of("factor", 1));
    final Deque<UnaryOperator<Tensor>> functions = new ArrayDeque<>(List.of(x -> x));
    private final long[] held = {1};

    long[] held() {
      return held;
    }

    @Forward
    Tensor forward(@Shape("n") Tensor x) {
      double factor =
          wholes[1] * reals[1][0] * atomic.get() * requireNonNull(map.get("factor")) * held[0];
      Tensor y = x.mul(factor).add(list.getLast() + reference.get().length());
      y = flags[1] ? y.neg() : y;
      for (UnaryOperator<Tensor> function : functions) {
        y = function.apply(y);
      }
      return y;
    }
  }

  /** Counts its calls in an array that it uses. */
  static final class CountingInside {
    final int[] calls = new int[1];

    @Forward
    Tensor forward(@Shape("n") Tensor x) {
      return x.mul(++calls[0]);
    }
  }
}
