package dev.forja.kernel;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs one part of the kernels, a family or a function of each element, on small arrays.
 *
 * <p>Each kernel has a step of its own. The call of a step has many receivers, so the JIT compiler
 * does not inline steps into their loop. If it did, several kernels would become one method, in
 * which it stops inlining at some size: the vectors of the last kernels would be objects for good,
 * in this rehearsal only, and the part would not be switched.
 */
final class Rehearsal {
  private static final List<Family> FAMILIES = List.of(Family.values());
  private static final List<Unary> FUNCTIONS = List.of(Unary.values());
  private static final List<Binary> OPERATIONS = List.of(Binary.values());

  /** The part that is {@link ElementwiseKernels#axpy}; others are families and functions. */
  static final int AXPY = FAMILIES.size();

  private static final int UNARY = AXPY + 1;
  private static final int UNARY_GRAD = UNARY + FUNCTIONS.size();
  private static final int BINARY = UNARY_GRAD + FUNCTIONS.size();

  /** The number of parts. */
  static final int PARTS = BINARY + OPERATIONS.size();

  private static final Map<Family, Integer> OF_FAMILY = places(Family.class, FAMILIES, 0);
  private static final Map<Unary, Integer> OF_FUNCTION = places(Unary.class, FUNCTIONS, UNARY);
  private static final Map<Binary, Integer> OF_OPERATION = places(Binary.class, OPERATIONS, BINARY);

  private final int part;
  private final RehearsalStep[] steps;

  Rehearsal(int part) {
    this.part = part;
    steps = steps(part).toArray(RehearsalStep[]::new);
  }

  private static List<RehearsalStep> steps(int part) {
    RehearsalSteps all = new RehearsalSteps();
    if (part < AXPY) {
      return all.of(FAMILIES.get(part));
    }
    if (part == AXPY) {
      return all.axpy();
    }
    if (part < UNARY_GRAD) {
      return all.unary(FUNCTIONS.get(part - UNARY));
    }
    return part < BINARY
        ? all.unaryGrad(FUNCTIONS.get(part - UNARY_GRAD))
        : all.binary(OPERATIONS.get(part - BINARY));
  }

  private static <E extends Enum<E>> Map<E, Integer> places(
      Class<E> type, List<E> values, int first) {
    Map<E, Integer> places = new EnumMap<>(type);
    for (int i = 0; i < values.size(); i++) {
      places.put(values.get(i), first + i);
    }
    return places;
  }

  static int family(Family family) {
    return Objects.requireNonNull(OF_FAMILY.get(family));
  }

  static int unary(Unary f) {
    return Objects.requireNonNull(OF_FUNCTION.get(f));
  }

  static int unaryGrad(Unary f) {
    return unary(f) + FUNCTIONS.size();
  }

  static int binary(Binary f) {
    return Objects.requireNonNull(OF_OPERATION.get(f));
  }

  /** The name of a part. */
  static String name(int part) {
    if (part < AXPY) {
      return FAMILIES.get(part).name();
    }
    if (part == AXPY) {
      return "AXPY";
    }
    if (part < UNARY_GRAD) {
      return FUNCTIONS.get(part - UNARY).name();
    }
    return part < BINARY
        ? FUNCTIONS.get(part - UNARY_GRAD) + "_GRAD"
        : OPERATIONS.get(part - BINARY).name();
  }

  /**
   * The bytes that a run allocates at most without creating vectors: descriptions of operands and
   * tasks, more of them in a JVM that inlines less. Each is some times what was seen, and at most a
   * tenth of a run whose vectors are objects: 500 kB for row norms and softmax, 11 MB for
   * attention, 22 MB for products, 63 MB for convolutions, 5 to 200 kB for others.
   */
  long mostBytes() {
    if (part >= AXPY) {
      return 2_000;
    }
    return switch (FAMILIES.get(part)) {
      case CONVOLUTION -> 400_000;
      case MATMUL -> 150_000;
      case SOFTMAX -> 50_000;
      case ROW_NORM -> 50_000;
      case ATTENTION -> 40_000;
      default -> 4_000;
    };
  }

  /** The family that a part below {@link #AXPY} is. */
  static Family familyOf(int part) {
    return FAMILIES.get(part);
  }

  /** Runs every kernel of the part. */
  void run(Kernels kernels) {
    for (RehearsalStep step : steps) {
      step.run(kernels);
    }
  }
}
