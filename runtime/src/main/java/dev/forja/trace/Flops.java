package dev.forja.trace;

import dev.forja.op.AdaptiveAvgPool2dOp;
import dev.forja.op.AmaxAminOp;
import dev.forja.op.AttentionOp;
import dev.forja.op.AvgPool2dOp;
import dev.forja.op.BatchNormEvalOp;
import dev.forja.op.BatchNormOp;
import dev.forja.op.BinaryCrossEntropyOp;
import dev.forja.op.BinaryCrossEntropyWithLogitsOp;
import dev.forja.op.BinaryOp;
import dev.forja.op.CastOp;
import dev.forja.op.CatOp;
import dev.forja.op.ClampOp;
import dev.forja.op.CompareOp;
import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvTranspose2dOp;
import dev.forja.op.CrossEntropyOp;
import dev.forja.op.CumsumOp;
import dev.forja.op.DiagonalOp;
import dev.forja.op.DropoutOp;
import dev.forja.op.EluOp;
import dev.forja.op.EmbeddingBagMaxOp;
import dev.forja.op.EmbeddingBagOp;
import dev.forja.op.EmbeddingOp;
import dev.forja.op.ExpandOp;
import dev.forja.op.FlipOp;
import dev.forja.op.GatherOp;
import dev.forja.op.GroupNormOp;
import dev.forja.op.HardtanhOp;
import dev.forja.op.HuberOp;
import dev.forja.op.IndexSelectOp;
import dev.forja.op.KlDivOp;
import dev.forja.op.LayerNormOp;
import dev.forja.op.LeakyReluOp;
import dev.forja.op.LinearOp;
import dev.forja.op.LogSoftmaxOp;
import dev.forja.op.LogSumExpOp;
import dev.forja.op.MaskedFillOp;
import dev.forja.op.MatmulOp;
import dev.forja.op.MaxMinOp;
import dev.forja.op.MaxPool2dOp;
import dev.forja.op.MeanOp;
import dev.forja.op.NllOp;
import dev.forja.op.NormOp;
import dev.forja.op.OneHotOp;
import dev.forja.op.Op;
import dev.forja.op.PadOp;
import dev.forja.op.PermuteOp;
import dev.forja.op.PowOp;
import dev.forja.op.PowScalarOp;
import dev.forja.op.PreluOp;
import dev.forja.op.ProdOp;
import dev.forja.op.ReshapeOp;
import dev.forja.op.RollOp;
import dev.forja.op.RoundedDivOp;
import dev.forja.op.ScalarOp;
import dev.forja.op.ScatterAddOp;
import dev.forja.op.SliceOp;
import dev.forja.op.SoftmaxOp;
import dev.forja.op.SoftplusOp;
import dev.forja.op.SortOp;
import dev.forja.op.SqueezeOp;
import dev.forja.op.StackOp;
import dev.forja.op.SumOp;
import dev.forja.op.TensorType;
import dev.forja.op.TriangleOp;
import dev.forja.op.UnaryOp;
import dev.forja.op.UnbindOp;
import dev.forja.op.UnsqueezeOp;
import dev.forja.op.UpsampleOp;
import dev.forja.op.VarianceOp;
import dev.forja.op.WhereOp;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many floating-point operations an op takes: one rule for each op, here. An addition, a
 * multiplication, a comparison and a function of one number, such as {@code exp}, count one each;
 * moving, copying and viewing count nothing. A product of matrices [m, k] x [k, n] counts {@code 2
 * m n k}.
 */
public final class Flops {
  /** The operations of one run. */
  @FunctionalInterface
  private interface Rule {
    long of(Op op, TensorType[] inputs, TensorType[] outputs);
  }

  private static final Rule NONE = (op, in, out) -> 0;
  private static final Rule EACH_OUTPUT = eachOutput(1);
  private static final Rule EACH_INPUT = (op, in, out) -> in[0].count();

  private static final Map<Class<? extends Op>, Rule> RULES =
      Stream.of(
              group(
                  NONE,
                  CastOp.class,
                  CatOp.class,
                  DiagonalOp.class,
                  EmbeddingOp.class,
                  ExpandOp.class,
                  FlipOp.class,
                  GatherOp.class,
                  IndexSelectOp.class,
                  MaskedFillOp.class,
                  OneHotOp.class,
                  PadOp.class,
                  PermuteOp.class,
                  ReshapeOp.class,
                  RollOp.class,
                  SliceOp.class,
                  SqueezeOp.class,
                  StackOp.class,
                  TriangleOp.class,
                  UnbindOp.class,
                  UnsqueezeOp.class,
                  WhereOp.class),
              group(
                  EACH_OUTPUT,
                  BinaryOp.class,
                  ClampOp.class,
                  CompareOp.class,
                  EluOp.class,
                  HardtanhOp.class,
                  LeakyReluOp.class,
                  PowScalarOp.class,
                  PowOp.class,
                  PreluOp.class,
                  RoundedDivOp.class,
                  ScalarOp.class,
                  SoftplusOp.class,
                  UnaryOp.class),
              group(
                  EACH_INPUT,
                  CumsumOp.class,
                  AmaxAminOp.class,
                  MaxMinOp.class,
                  MeanOp.class,
                  ProdOp.class,
                  SumOp.class),
              // products
              group((op, in, out) -> 2L * out[0].count() * in[0].size(-1), MatmulOp.class),
              group(
                  (op, in, out) -> out[0].count() * (2L * in[0].size(-1) + bias(in, 2)),
                  LinearOp.class),
              group((op, in, out) -> attention(in), AttentionOp.class),
              group(
                  (op, in, out) ->
                      out[0].count()
                          * (2L * (in[1].count() / Math.max(1, in[1].size(0))) + bias(in, 2)),
                  Conv2dOp.class),
              group(
                  (op, in, out) ->
                      in[0].count() * 2L * (in[1].count() / Math.max(1, in[1].size(0)))
                          + out[0].count() * bias(in, 2),
                  ConvTranspose2dOp.class),
              // windows
              group((op, in, out) -> pool((MaxPool2dOp) op, out[0]), MaxPool2dOp.class),
              group((op, in, out) -> pool((AvgPool2dOp) op, out[0]), AvgPool2dOp.class),
              group((op, in, out) -> in[0].count() + out[0].count(), AdaptiveAvgPool2dOp.class),
              group((op, in, out) -> upsample((UpsampleOp) op, out[0]), UpsampleOp.class),
              // rows: the largest, a difference, exp, a sum, a quotient or a logarithm
              group(eachOutput(5), SoftmaxOp.class, LogSoftmaxOp.class),
              group((op, in, out) -> 4L * in[0].count(), LogSumExpOp.class),
              // norms: two moments, a difference and a factor, then weight and bias
              group(
                  (op, in, out) -> out[0].count() * (6L + in.length - 1),
                  LayerNormOp.class,
                  GroupNormOp.class,
                  BatchNormOp.class),
              group(eachOutput(2), BatchNormEvalOp.class, DropoutOp.class),
              group((op, in, out) -> 4L * in[0].count(), VarianceOp.class),
              group((op, in, out) -> 2L * in[0].count(), NormOp.class),
              // by index
              group(
                  (op, in, out) -> (long) in[1].count() * in[0].size(-1) * (in.length - 2),
                  EmbeddingBagOp.class),
              group(
                  (op, in, out) -> (long) in[1].count() * in[0].size(-1), EmbeddingBagMaxOp.class),
              group((op, in, out) -> in[1].count(), ScatterAddOp.class),
              group((op, in, out) -> sort(in[0], (SortOp) op), SortOp.class),
              // losses
              group((op, in, out) -> 7L * in[0].count(), CrossEntropyOp.class),
              group((op, in, out) -> 2L * in[1].count(), NllOp.class),
              group(
                  eachOutput(7), BinaryCrossEntropyOp.class, BinaryCrossEntropyWithLogitsOp.class),
              group(eachOutput(4), KlDivOp.class, HuberOp.class))
          .flatMap(group -> group.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Flops() {}

  /** The operations of one run of {@code op} on inputs of these types; 0 if there is no rule. */
  public static long of(Op op, TensorType[] inputs, TensorType[] outputs) {
    return RULES.getOrDefault(op.getClass(), NONE).of(op, inputs, outputs);
  }

  /** Whether there is a rule for ops of this class: for all of ours, for none of a user's own. */
  public static boolean knows(Class<? extends Op> op) {
    return RULES.containsKey(op);
  }

  @SafeVarargs
  private static Map<Class<? extends Op>, Rule> group(Rule rule, Class<? extends Op>... ops) {
    Map<Class<? extends Op>, Rule> group = new HashMap<>();
    for (Class<? extends Op> op : ops) {
      group.put(op, rule);
    }
    return group;
  }

  private static Rule eachOutput(long each) {
    return (op, in, out) -> each * out[0].count();
  }

  /** One more for each element where there is a bias, at this place. */
  private static long bias(TensorType[] inputs, int place) {
    return inputs.length > place ? 1 : 0;
  }

  /** Scores and their scale, their softmax, a mask, and the mix of the values. */
  private static long attention(TensorType[] in) {
    long scores = (long) in[0].count() / Math.max(1, in[0].size(-1)) * in[1].size(-2);
    return scores * (2L * in[0].size(-1) + 1 + 5 + bias(in, 3) + 2L * in[2].size(-1));
  }

  private static long pool(MaxPool2dOp op, TensorType y) {
    return (long) y.count() * op.rows().kernel() * op.columns().kernel();
  }

  private static long pool(AvgPool2dOp op, TensorType y) {
    return (long) y.count() * (op.rows().kernel() * op.columns().kernel() + 1);
  }

  /** A weighted sum of the places that each result is made of; of one alone, a copy. */
  private static long upsample(UpsampleOp op, TensorType y) {
    return switch (op.mode()) {
      case NEAREST, NEAREST_EXACT -> 0;
      case LINEAR, LINEAR_ALIGN_CORNERS -> 4L * y.count();
      case CUBIC, CUBIC_ALIGN_CORNERS -> 8L * y.count();
    };
  }

  private static long sort(TensorType x, SortOp op) {
    int size = x.rank() == 0 ? 1 : Math.max(1, x.size(op.dim()));
    return (long) Math.ceil(x.count() * Math.log(size) / Math.log(2));
  }
}
