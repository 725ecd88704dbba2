package dev.forja.benchmarks.prove;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Steps of random programs by functions of matrices, windows, spectra, and copies. */
final class FurtherSteps {
  private static final int MOST_DIMENSIONS = 5;

  private final Random random;

  /** The sizes of x, which a step changes: numbers, or symbols. */
  private final List<String> shape;

  FurtherSteps(Random random, List<String> shape) {
    this.random = random;
    this.shape = shape;
  }

  private boolean isNumber(int place) {
    return place >= 0 && place < shape.size() && shape.get(place).matches("\\d+");
  }

  private int size(int place) {
    return Integer.parseInt(shape.get(place));
  }

  private void set(int place, int size) {
    shape.set(place, Integer.toString(size));
  }

  /** An expression of x, after which x has the changed shape; null if none was found. */
  @Nullable String next() {
    int last = shape.size() - 1;
    if (last < 0) {
      return null;
    }
    if (last > 0 && random.nextBoolean()) {
      return ofMatrices(last);
    }
    if (!isNumber(last) || size(last) < 1) {
      return null;
    }
    return random.nextBoolean() ? copies(last) : windows(last);
  }

  private String ofMatrices(int last) {
    boolean numbers = isNumber(last) && isNumber(last - 1);
    int rows = numbers ? size(last - 1) : 0;
    int columns = numbers ? size(last) : 0;
    return switch (random.nextInt(numbers && columns > 0 && rows > 0 ? 10 : 5)) {
      case 0 -> {
        shape.set(last, shape.get(last - 1));
        yield "x.cdist(x, 2)";
      }
      case 1 -> {
        int from = random.nextInt(last + 1);
        int to = random.nextInt(last + 1);
        shape.add(to, shape.remove(from));
        yield "x.movedim(%d, %d)".formatted(from, to - last - 1);
      }
      case 2 -> {
        shape.set(last, shape.set(last - 1, shape.get(last)));
        yield random.nextBoolean() ? "x.pinv()" : "x.rot90(-1, -1, -2)";
      }
      case 3 -> {
        shape.remove(last);
        shape.remove(last - 1);
        yield "x.matmul(x.transpose(-2, -1)).det()";
      }
      case 4 -> {
        if (last == 1) {
          shape.set(1, shape.get(0));
          yield "x.cov()";
        }
        shape.set(last, shape.get(last - 1));
        yield "x.detach().qr(true).q()";
      }
      case 5 -> {
        set(last, Math.min(rows, columns));
        yield "x.qr().q()";
      }
      case 6 -> {
        set(last - 1, Math.min(rows, columns));
        yield "x.svd().vh()";
      }
      case 7 -> {
        shape.remove(last);
        set(last - 1, Math.min(rows, columns));
        yield "x.svd(%s).s()".formatted(random.nextBoolean());
      }
      case 8 -> "Tensor.eye(%d).solve(x)".formatted(rows);
      default -> {
        shape.remove(last);
        set(last - 1, Math.min(rows, Math.max(0, columns - 1)));
        yield "x.diagonal(1, -2, -1)";
      }
    };
  }

  private String copies(int last) {
    int size = size(last);
    int more = 2 + random.nextInt(2);
    return switch (random.nextInt(7)) {
      case 0 -> {
        set(last, size * more);
        yield "x.tile(%d)".formatted(more);
      }
      case 1 -> {
        set(last, size * more);
        yield "x.repeat(%s%d)".formatted("1, ".repeat(last), more);
      }
      case 2 -> {
        set(last, size * more);
        yield "x.kron(Tensor.ones(%d))".formatted(more);
      }
      case 3 -> {
        set(last, more);
        yield "x.tensordot(Tensor.ones(%d, %d), 1)".formatted(size, more);
      }
      case 4 -> {
        set(last, more);
        yield "x.inner(Tensor.ones(%d, %d))".formatted(more, size);
      }
      case 5 -> {
        int part = random.nextInt(more);
        set(last, size / more + (part < size % more ? 1 : 0));
        yield "x.tensorSplit(%d, -1).get(%d)".formatted(more, part);
      }
      default -> {
        shape.remove(last);
        shape.addFirst("2");
        yield "x.quantile(Tensor.vector(0.25f, 0.5f), -1, false, Interpolation.LINEAR)";
      }
    };
  }

  private @Nullable String windows(int last) {
    int size = size(last);
    if (shape.size() >= MOST_DIMENSIONS) {
      return null;
    }
    return switch (random.nextInt(6)) {
      case 0 -> {
        int window = 1 + random.nextInt(size);
        int step = 1 + random.nextInt(3);
        set(last, (size - window) / step + 1);
        shape.add(Integer.toString(window));
        yield "x.unfold(-1, %d, %d)".formatted(window, step);
      }
      case 1 -> {
        set(last, size / 2 + 1);
        shape.add("2");
        yield "x.rfft()";
      }
      case 2 -> {
        set(last, size / 2 + 1);
        shape.add("2");
        yield "x.rfft().fft(null, -1, FourierNorm.ORTHO)";
      }
      case 3 ->
          "x.rfft(null, -1, FourierNorm.FORWARD).irfft(%d, -1, FourierNorm.FORWARD)"
              .formatted(size);
      case 4 -> {
        set(last, size + 1);
        shape.add(Integer.toString(size + 1));
        yield "x.diagEmbed(-1, -2, -1)";
      }
      default -> {
        if (last > 0) {
          yield null;
        }
        shape.add(shape.get(0));
        yield "Tensor.meshgrid(x, x).get(1)";
      }
    };
  }
}
