package dev.forja.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sizes at which a call is traced. If there are at most {@link #EVERY} combinations of sizes,
 * all of them are traced. Otherwise a sample is traced: up to {@link #LINE} sizes of each range
 * with the others fixed, and combinations of small and large sizes, primes, powers of two, and
 * sizes near constants.
 */
final class Sampling {
  /** The largest number of combinations of which all are traced. */
  static final int EVERY = 4_096;

  /** The maximum number of consecutive sizes of one range that are traced with the others fixed. */
  private static final int LINE = 512;

  private static final int CROSSED = 1_200;

  private Sampling() {}

  /** The number of combinations of sizes; {@link Long#MAX_VALUE} if there are too many. */
  private static long combinations(List<Dim> dims) {
    long all = 1;
    for (Dim dim : dims) {
      all = all > EVERY ? Long.MAX_VALUE : all * dim.count();
    }
    return all;
  }

  static boolean isExhaustive(List<Dim> dims) {
    return combinations(dims) <= EVERY;
  }

  /** The sizes in lexicographic order; {@code constants} are numbers that the call uses. */
  static List<int[]> of(List<Dim> dims, Set<Integer> constants) {
    Stream<int[]> points = isExhaustive(dims) ? every(dims) : sample(dims, constants);
    return points.sorted(Arrays::compare).toList();
  }

  private static Stream<int[]> every(List<Dim> dims) {
    List<int[]> points = new ArrayList<>(List.of(new int[dims.size()]));
    for (int place = 0; place < dims.size(); place++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] point : points) {
        for (int size = dims.get(place).least(); size <= dims.get(place).most(); size++) {
          int[] with = point.clone();
          with[place] = size;
          longer.add(with);
        }
      }
      points = longer;
    }
    return points.stream();
  }

  private static Stream<int[]> sample(List<Dim> dims, Set<Integer> constants) {
    Set<int[]> points = new TreeSet<>(Arrays::compare);
    List<int[]> telling =
        dims.stream().map(dim -> telling(dim, constants)).collect(Collectors.toList());
    Random random = new Random(3);
    for (int[] base : new int[][] {middle(telling, 2), middle(telling, 3)}) {
      for (int place = 0; place < dims.size(); place++) {
        Dim dim = dims.get(place);
        int at = place;
        IntStream.concat(
                IntStream.iterate(dim.least(), n -> n <= dim.most(), n -> n + 1).limit(LINE),
                Arrays.stream(telling.get(place)))
            .forEach(
                size -> {
                  int[] point = base.clone();
                  point[at] = size;
                  points.add(point);
                });
      }
    }
    long most = 1;
    for (int[] each : telling) {
      most = Math.min(CROSSED, most * each.length);
    }
    for (int i = 0; i < 2 * most; i++) {
      int[] point = new int[dims.size()];
      for (int k = 0; k < point.length; k++) {
        Dim dim = dims.get(k);
        int[] some = telling.get(k);
        point[k] =
            i % 4 == 0
                ? random.nextInt(dim.least(), dim.most() + 1)
                : some[random.nextInt(some.length)];
      }
      points.add(point);
    }
    return points.stream();
  }

  private static int[] middle(List<int[]> telling, int part) {
    return telling.stream().mapToInt(each -> each[each.length / part]).toArray();
  }

  /**
   * Sizes that are likely to reveal a change: small and large ones, primes, powers of two, and
   * those near constants.
   */
  private static int[] telling(Dim dim, Set<Integer> constants) {
    TreeSet<Integer> sizes = new TreeSet<>();
    for (int i = 0; i < 18; i++) {
      sizes.add(dim.least() + i);
      sizes.add(dim.most() - i);
    }
    for (long power = 1; power <= dim.most(); power *= 2) {
      sizes.add((int) power - 1);
      sizes.add((int) power);
      sizes.add((int) power + 1);
    }
    for (int constant : constants) {
      sizes.add(constant - 1);
      sizes.add(constant);
      sizes.add(constant + 1);
    }
    for (int n = 19; n <= dim.most() && n < 4_000; n = n * 5 / 4) {
      int prime = n;
      while (!isPrime(prime)) {
        prime++;
      }
      sizes.add(prime);
    }
    return sizes.stream()
        .filter(size -> size >= dim.least() && size <= dim.most())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean isPrime(int n) {
    return IntStream.iterate(2, d -> d * d <= n, d -> d + 1).noneMatch(d -> n % d == 0);
  }

  /** A selection of the sizes for comparing values; very large ones are left out. */
  static List<int[]> some(List<int[]> points, int count) {
    List<int[]> sorted = points.stream().sorted(Comparator.comparingLong(Sampling::work)).toList();
    long most = Math.max(EVERY, work(sorted.getFirst()));
    List<int[]> byWork = sorted.stream().filter(point -> work(point) <= most).toList();
    return IntStream.range(0, Math.min(count, byWork.size()))
        .mapToObj(i -> byWork.get((int) ((long) i * (byWork.size() - 1) / Math.max(1, count - 1))))
        .distinct()
        .toList();
  }

  private static long work(int[] point) {
    return Arrays.stream(point).asLongStream().reduce(1, (a, b) -> a * (b + 1));
  }

  /** Sizes in the format of messages: {@code batch=2, length=5}. */
  static String show(List<Dim> dims, int... sizes) {
    return IntStream.range(0, dims.size())
        .mapToObj(i -> dims.get(i).name() + "=" + sizes[i])
        .collect(Collectors.joining(", "));
  }
}
