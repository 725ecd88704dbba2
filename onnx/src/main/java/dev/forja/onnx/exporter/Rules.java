package dev.forja.onnx.exporter;

import dev.forja.op.BatchNormOp;
import dev.forja.op.BinaryCrossEntropyOp;
import dev.forja.op.BinaryCrossEntropyWithLogitsOp;
import dev.forja.op.CholeskyOp;
import dev.forja.op.CrossEntropyOp;
import dev.forja.op.CtcLossOp;
import dev.forja.op.CumExtremeOp;
import dev.forja.op.CumprodOp;
import dev.forja.op.DropoutOp;
import dev.forja.op.EighOp;
import dev.forja.op.EmbeddingBagMaxOp;
import dev.forja.op.EmbeddingBagOp;
import dev.forja.op.FftOp;
import dev.forja.op.FusedConv2dOp;
import dev.forja.op.HistogramOp;
import dev.forja.op.HuberOp;
import dev.forja.op.IrfftOp;
import dev.forja.op.KlDivOp;
import dev.forja.op.LogCumSumExpOp;
import dev.forja.op.MatrixExpOp;
import dev.forja.op.MaxUnpoolOp;
import dev.forja.op.ModeOp;
import dev.forja.op.NllOp;
import dev.forja.op.Op;
import dev.forja.op.OverlapAddOp;
import dev.forja.op.PinvOp;
import dev.forja.op.PolygammaOp;
import dev.forja.op.QrOp;
import dev.forja.op.RfftOp;
import dev.forja.op.RreluOp;
import dev.forja.op.SearchSortedOp;
import dev.forja.op.SlidingWindowOp;
import dev.forja.op.SolveOp;
import dev.forja.op.SvdOp;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The rule of every op, or the reason why it is rejected. */
final class Rules {
  private static final String LOSS = "a loss is for training; export the model without it";
  private static final String TRAINING =
      "it is for training; trace the model in evaluation mode, after eval()";

  private static final String CUMULATIVE = "of cumulative functions, ONNX has sums only";
  private static final String WINDOWS = "ONNX has no windows of a dimension";
  private static final String FOURIER =
      "ONNX's transform in opset 17 lacks the inverse of one half; transform outside of the model";

  private static final String BAGS = "ONNX has no embedding bags";

  private static final String MATRICES =
      "of decompositions of matrices, ONNX has the determinant only";

  private static final Map<Class<? extends Op>, String> REFUSED =
      Map.ofEntries(
          Map.entry(
              BatchNormOp.class,
              "it normalises by the batch; trace a model with running statistics, after eval()"),
          Map.entry(DropoutOp.class, TRAINING),
          Map.entry(RreluOp.class, TRAINING),
          Map.entry(
              MaxUnpoolOp.class,
              "ONNX counts the places of maxima over the whole batch, not in each plane"),
          Map.entry(BinaryCrossEntropyOp.class, LOSS),
          Map.entry(BinaryCrossEntropyWithLogitsOp.class, LOSS),
          Map.entry(CrossEntropyOp.class, LOSS),
          Map.entry(CtcLossOp.class, LOSS),
          Map.entry(HuberOp.class, LOSS),
          Map.entry(KlDivOp.class, LOSS),
          Map.entry(NllOp.class, LOSS),
          Map.entry(EmbeddingBagOp.class, BAGS),
          Map.entry(EmbeddingBagMaxOp.class, BAGS),
          Map.entry(CumExtremeOp.class, CUMULATIVE),
          Map.entry(CumprodOp.class, CUMULATIVE),
          Map.entry(LogCumSumExpOp.class, CUMULATIVE),
          Map.entry(SlidingWindowOp.class, WINDOWS),
          Map.entry(OverlapAddOp.class, WINDOWS),
          Map.entry(FftOp.class, FOURIER),
          Map.entry(RfftOp.class, FOURIER),
          Map.entry(IrfftOp.class, FOURIER),
          Map.entry(CholeskyOp.class, MATRICES),
          Map.entry(EighOp.class, MATRICES),
          Map.entry(MatrixExpOp.class, MATRICES),
          Map.entry(PinvOp.class, MATRICES),
          Map.entry(QrOp.class, MATRICES),
          Map.entry(SolveOp.class, MATRICES),
          Map.entry(SvdOp.class, MATRICES),
          Map.entry(
              FusedConv2dOp.class,
              "it joins a convolution with the ops behind it; use them one by one"),
          Map.entry(PolygammaOp.class, "ONNX has no such function"),
          Map.entry(HistogramOp.class, "ONNX has no histograms"),
          Map.entry(ModeOp.class, "ONNX has no most frequent element"),
          Map.entry(SearchSortedOp.class, "ONNX has no search in sorted rows"));

  private static final Map<Class<? extends Op>, Rule<?>> EXPORTED = exported();

  private Rules() {}

  /** Collects the rules of all families. */
  static final class Builder {
    private final Map<Class<? extends Op>, Rule<?>> rules = new HashMap<>();

    <O extends Op> Builder put(Class<O> type, Rule<? super O> rule) {
      if (rules.put(type, rule) != null) {
        throw new IllegalStateException("two rules for " + type);
      }
      return this;
    }
  }

  private static Map<Class<? extends Op>, Rule<?>> exported() {
    Builder builder = new Builder();
    ElementwiseRules.addTo(builder);
    ShapeRules.addTo(builder);
    ReduceRules.addTo(builder);
    LinearRules.addTo(builder);
    NormRules.addTo(builder);
    VisionRules.addTo(builder);
    WindowRules.addTo(builder);
    IndexRules.addTo(builder);
    RecurrentRules.addTo(builder);
    MathRules.addTo(builder);
    return Collections.unmodifiableMap(builder.rules);
  }

  /** The ops that have a rule. */
  static Set<Class<? extends Op>> exportedOps() {
    return EXPORTED.keySet();
  }

  /** The ops that are rejected, with the reasons. */
  static Map<Class<? extends Op>, String> refusedOps() {
    return REFUSED;
  }

  @SuppressWarnings("unchecked") // the key is the class of the op that the rule takes
  static void emit(OpContext at) {
    Op op = at.node().op();
    Rule<Op> rule = (Rule<Op>) EXPORTED.get(op.getClass());
    if (rule == null) {
      throw at.refuse(
          REFUSED.getOrDefault(op.getClass(), "ONNX has no counterpart of this op that we know"));
    }
    rule.emit(op, at);
    at.finish();
  }
}
