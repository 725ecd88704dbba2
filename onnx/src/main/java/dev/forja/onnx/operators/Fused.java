package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.AttentionOp;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operators that stand for several nodes of a file. No file names them: what makes a graph simpler
 * puts them into it. Safe for use by many threads.
 */
public final class Fused {
  /** {@code x W + b}, or {@code x W^T + b} with {@code transB}; b may be left out. */
  public static final String LINEAR = "forja.Linear";

  /** A layer norm over the last dimensions, whose scale and bias may be left out. */
  public static final String LAYER_NORM = "forja.LayerNorm";

  /** {@code x / sqrt(mean(x^2) + eps) * scale}; the scale may be left out. */
  public static final String RMS_NORM = "forja.RMSNorm";

  /**
   * {@code softmax(q k^T * scale + mask) v}; the mask may be left out. Input 4, instead of a mask,
   * is what chooses the places that are seen, or with {@code keeps} 0 those that are hidden; a row
   * that sees nothing sees everything alike.
   */
  public static final String ATTENTION = "forja.Attention";

  /**
   * A vector of sizes. The texts in {@code sizes} are products, such as {@code 1.0*1.1*12}: size 0
   * of input 1, times its size 1, times 12. With {@code scalar} it is a scalar.
   */
  public static final String SIZES = "forja.Sizes";

  /**
   * A convolution and the nodes in {@code steps} that follow it, element by element, as one op with
   * the same bits. Its inputs are those of the convolution, and then those of each step but the
   * result so far, whose place among them {@code places} has.
   */
  public static final String CONVOLUTION = "forja.Convolution";

  private static final Map<String, Operator> ALL =
      Map.of(
          CONVOLUTION, FusedConvolution::run,
          LINEAR, Fused::linear,
          LAYER_NORM, Fused::layerNorm,
          RMS_NORM, Fused::rmsNorm,
          ATTENTION, Fused::attention,
          SIZES, Fused::sizes);

  /** Nothing is left of a score that is replaced by it. */
  private static final float LOW = -1e30f;

  private Fused() {}

  /** The operator; null if there is none of this name. */
  public static @Nullable Operator find(String name) {
    return ALL.get(name);
  }

  private static void linear(Call call) {
    Tensor weight = call.floats(1);
    boolean turned = call.node().flag("transB", false);
    call.give(call.floats(0).linear(turned ? weight : weight.t(), call.optional(2)));
  }

  private static void layerNorm(Call call) {
    Tensor x = call.floats(0);
    int axis = call.axis("axis", -1, x.rank());
    int[] normalized = Arrays.copyOfRange(x.shape(), axis, x.rank());
    call.give(
        x.layerNorm(
            normalized, call.optional(1), call.optional(2), call.node().number("epsilon", 1e-5)));
  }

  private static void rmsNorm(Call call) {
    Tensor x = call.floats(0);
    int axis = call.axis("axis", -1, x.rank());
    int[] normalized = Arrays.copyOfRange(x.shape(), axis, x.rank());
    call.give(x.rmsNorm(normalized, call.optional(1), call.node().number("epsilon", 1e-5)));
  }

  /** A mask that widens the scores is computed with step by step. */
  private static void attention(Call call) {
    Tensor q = call.floats(0);
    Tensor k = call.floats(1);
    Tensor v = call.floats(2);
    Tensor mask = call.optional(3);
    double scale = call.node().number("scale", 1);
    if (call.has(4)) {
      call.give(chosen(call, q, k, v, scale));
      return;
    }
    if (fits(mask, q, k)) {
      call.give(q.scaledDotProductAttention(k, v, mask, new AttentionOp(scale, false)));
      return;
    }
    Tensor product = q.matmul(k.transpose(-1, -2)).mul(scale);
    call.give((mask == null ? product : product.add(mask)).softmax(-1).matmul(v));
  }

  private static boolean fits(@Nullable Tensor mask, Tensor q, Tensor k) {
    int[] scores = scores(q, k);
    return mask == null
        || (mask.rank() <= scores.length
            && Shapes.broadcasts(mask.shape(), scores)
            && Arrays.equals(Shapes.broadcast("attention", mask.shape(), scores), scores));
  }

  private static Tensor chosen(Call call, Tensor q, Tensor k, Tensor v, double scale) {
    Tensor choice = call.x(4);
    if (choice.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(
          "its input 4 is %s, expected truth values".formatted(choice.dtype()));
    }
    Tensor seen = call.node().flag("keeps", true) ? choice : choice.logicalNot();
    if (!fits(seen, q, k) || seen.rank() == 0) {
      Tensor product = q.matmul(k.transpose(-1, -2)).mul(scale);
      Tensor hidden = Tensor.scalar(LOW);
      return Tensor.where(seen, product, hidden).softmax(-1).matmul(v);
    }
    Tensor y = q.scaledDotProductAttention(k, v, seen, new AttentionOp(scale, false));
    Tensor some = seen.to(DType.F32).amax(new int[] {-1}, true).gt(0);
    return Tensor.where(some, y, v.mean(new int[] {-2}, true));
  }

  private static int[] scores(Tensor q, Tensor k) {
    int rank = q.rank();
    int[] lead = Arrays.copyOf(q.shape(), rank - 2);
    int[] other = Arrays.copyOf(k.shape(), k.rank() - 2);
    int[] all = Shapes.broadcasts(lead, other) ? Shapes.broadcast("attention", lead, other) : lead;
    int[] scores = Arrays.copyOf(all, all.length + 2);
    scores[all.length] = q.size(-2);
    scores[all.length + 1] = k.size(-2);
    return scores;
  }

  private static void sizes(Call call) {
    List<String> given = call.node().texts("sizes");
    List<String> texts = given == null ? List.of() : given;
    long[] sizes = new long[texts.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = 1;
      for (String part : texts.get(i).split("\\*", -1)) {
        int dot = part.indexOf('.');
        long size =
            dot < 0
                ? Long.parseLong(part)
                : call.x(Integer.parseInt(part.substring(0, dot)))
                    .size(Integer.parseInt(part.substring(dot + 1)));
        sizes[i] = Math.multiplyExact(sizes[i], size);
      }
    }
    call.give(call.node().flag("scalar", false) ? Tensor.scalarLong(sizes[0]) : Tensor.of(sizes));
  }
}
