package dev.forja.onnx.graph;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GELU with the error function or with tanh, and SiLU, in whatever order the factors are written.
 */
final class ActivationPatterns {
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double ROOT_TWO_PI = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  private final Net net;

  ActivationPatterns(Net net) {
    this.net = net;
  }

  boolean replace(NetNode node) {
    return switch (node.op()) {
      case "Mul" -> silu(node) || gelu(node) || hardSwish(node);
      case "Div" -> hardSwish(node);
      default -> false;
    };
  }

  /** {@code x * clip(x + 3, 0, 6) / 6}, divided anywhere, or {@code x * hardsigmoid(x)}. */
  private boolean hardSwish(NetNode node) {
    Match match = new Match(net, node);
    NetNode product = node;
    boolean divided = false;
    if (node.op().equals("Div")) {
      divided = match.isNear(node.input(1), 6);
      product = divided ? match.take(node.input(0), "Mul") : null;
    }
    if (product == null) {
      return false;
    }
    List<Integer> factors = match.factors(product);
    divided |= match.removeNumber(factors, 1.0 / 6);
    if (factors.size() != 2) {
      return false;
    }
    for (int i = 0; i < 2; i++) {
      Match.Mark before = match.mark();
      int x = factors.get(1 - i);
      if (isGate(match, factors.get(i), x, divided)) {
        match.replace("HardSwish", Map.of(), List.of(x));
        return true;
      }
      match.back(before);
    }
    return false;
  }

  /** Whether a slot is {@code clip(x + 3, 0, 6)}, divided by 6 if the product is not. */
  private static boolean isGate(Match match, int slot, int x, boolean divided) {
    NetNode gate = match.take(slot, "HardSigmoid");
    if (gate != null) {
      boolean fits =
          Match.near(gate.node().number("alpha", 0.2), (float) (1.0 / 6))
              && gate.node().number("beta", 0.5) == 0.5f;
      return !divided && fits && gate.input(0) == x;
    }
    int clipped = slot;
    if (!divided) {
      NetNode sixth = match.take(slot, "Div", "Mul");
      if (sixth == null) {
        return false;
      }
      boolean quotient = sixth.op().equals("Div") && match.isNear(sixth.input(1), 6);
      clipped =
          sixth.op().equals("Mul") ? match.beside(sixth, 1.0 / 6) : quotient ? sixth.input(0) : -1;
    }
    NetNode clip = clipped < 0 ? null : match.take(clipped, "Clip");
    NetNode sum = clip == null ? null : match.take(clip.input(0), "Add");
    return clip != null
        && sum != null
        && bound(match, clip, 1, "min") == 0
        && bound(match, clip, 2, "max") == 6
        && match.beside(sum, 3) == x;
  }

  private static double bound(Match match, NetNode clip, int input, String attribute) {
    return clip.node().opset() < 11
        ? clip.node().number(attribute, Double.NaN)
        : match.number(clip.input(input));
  }

  /** {@code x * sigmoid(x)}. */
  private boolean silu(NetNode node) {
    for (int i = 0; i < 2; i++) {
      Match match = new Match(net, node);
      NetNode sigmoid = match.take(node.input(i), "Sigmoid");
      if (sigmoid != null && sigmoid.input(0) == node.input(1 - i)) {
        match.replace("Swish", Map.of(), List.of(sigmoid.input(0)));
        return true;
      }
    }
    return false;
  }

  /** {@code x * 0.5 * (1 + erf(x / sqrt(2)))}, or the same with the approximation of erf. */
  private boolean gelu(NetNode node) {
    Match match = new Match(net, node);
    List<Integer> factors = match.factors(node);
    if (factors.size() != 3 || !match.removeNumber(factors, 0.5)) {
      return false;
    }
    for (int i = 0; i < 2; i++) {
      int x = factors.get(1 - i);
      NetNode sum = match.take(factors.get(i), "Add");
      NetNode function = sum == null ? null : match.take(match.beside(sum, 1), "Erf", "Tanh");
      if (function == null) {
        continue;
      }
      boolean exact = function.op().equals("Erf");
      if (exact ? isScaled(match, function.input(0), x) : isCubic(match, function.input(0), x)) {
        Map<String, Object> attributes = exact ? Map.of() : Map.of("approximate", "tanh");
        match.replace("Gelu", attributes, List.of(x));
        return true;
      }
      return false;
    }
    return false;
  }

  /** Whether a slot is {@code x / sqrt(2)}. */
  private static boolean isScaled(Match match, int slot, int x) {
    NetNode scaled = match.take(slot, "Div", "Mul");
    if (scaled == null) {
      return false;
    }
    return scaled.op().equals("Div")
        ? scaled.input(0) == x && match.isNear(scaled.input(1), Math.sqrt(2))
        : match.beside(scaled, ROOT_HALF) == x;
  }

  /** Whether a slot is {@code sqrt(2 / pi) (x + 0.044715 x^3)}, or x taken out of the sum. */
  private static boolean isCubic(Match match, int slot, int x) {
    NetNode product = match.take(slot, "Mul");
    List<Integer> factors = product == null ? List.of() : match.factors(product);
    if (product == null || !match.removeNumber(factors, ROOT_TWO_PI)) {
      return false;
    }
    boolean outside = factors.size() == 2 && factors.remove((Object) x);
    NetNode sum = factors.size() == 1 ? match.take(factors.getFirst(), "Add") : null;
    if (sum == null) {
      return false;
    }
    int rest = outside ? match.beside(sum, 1) : other(sum, x);
    return isPower(match, rest, x, outside ? 2 : 3);
  }

  private static int other(NetNode sum, int x) {
    return sum.input(0) == x ? sum.input(1) : sum.input(1) == x ? sum.input(0) : -1;
  }

  /** Whether a slot is 0.044715 times this power of x. */
  private static boolean isPower(Match match, int slot, int x, int power) {
    @Nullable NetNode product = slot < 0 ? null : match.take(slot, "Mul");
    List<Integer> factors = product == null ? List.of() : match.factors(product);
    if (product == null || !match.removeNumber(factors, CUBIC)) {
      return false;
    }
    double found = 0;
    for (int factor : factors) {
      NetNode pow = factor == x ? null : match.take(factor, "Pow");
      boolean fits = factor == x || (pow != null && pow.input(0) == x);
      found += !fits ? Double.NaN : pow == null ? 1 : match.number(pow.input(1));
    }
    return found == power;
  }
}
