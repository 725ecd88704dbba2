package dev.forja.op;

import static dev.forja.op.OpCase.bools;
import static dev.forja.op.OpCase.constant;
import static dev.forja.op.OpCase.floats;
import static dev.forja.op.OpCase.fractions;
import static dev.forja.op.OpCase.longs;
import static dev.forja.op.OpCase.positive;

import dev.forja.op.OpCase.Input;
import java.util.List;

/** The rows of {@link OpTable} for mathematics, scattering, cumulative functions and spectra. */
final class MathRows {
  private final List<OpCase> rows;

  private MathRows(List<OpCase> rows) {
    this.rows = rows;
  }

  static void add(List<OpCase> rows) {
    MathRows more = new MathRows(rows);
    more.ofOne();
    more.ofTwo();
    more.scattering();
    more.cumulative();
    more.spectra();
    more.places();
    more.alignments();
  }

  private void row(Op op, Input... inputs) {
    rows.add(new OpCase(op, inputs));
  }

  private void ofOne() {
    for (MathKind kind : MathKind.values()) {
      row(
          new MathOp(kind),
          switch (kind) {
            // Steps have a derivative of 0, which differences across a step do not show.
            case FLOOR, CEIL, ROUND, TRUNC, SIGN -> constant(floats(3, 4));
            case FRAC, LOG2, LOG10, LGAMMA -> positive(3);
            case ACOSH -> far(3);
            case ASIN, ACOS, ATANH, ERFINV -> small(3, 4);
            case LOGIT -> fractions(3, 4);
            default -> floats(2, 3);
          });
    }
    for (int n = 0; n < 4; n++) {
      row(new PolygammaOp(n), far(4));
    }
    row(new FullLikeOp(2.5), constant(floats(2, 3)));
    row(new FullLikeOp(1), bools(new int[] {2}, true, false));
    row(new FullLikeOp(3), longs(1, 2));
  }

  /** Floats of at least 1.5. */
  private static Input far(int... shape) {
    return place -> {
      var array = positive(shape).dense(place);
      for (int i = 0; i < array.count(); i++) {
        array.floats()[i]++;
      }
      return array;
    };
  }

  /** Floats within 0.3 of 0. */
  private static Input small(int... shape) {
    return place -> {
      var array = floats(shape).dense(place);
      for (int i = 0; i < array.count(); i++) {
        array.floats()[i] /= 4;
      }
      return array;
    };
  }

  private void ofTwo() {
    for (PairKind kind : PairKind.values()) {
      switch (kind) {
        case IGAMMA, IGAMMAC -> row(new PairOp(kind), constant(far(2, 3)), far(3));
        case XLOGY -> row(new PairOp(kind), floats(2, 3), positive(3));
        case FMOD, REMAINDER -> row(new PairOp(kind), floats(2, 3), constant(far(3)));
        case COPYSIGN, NEXTAFTER, HEAVISIDE ->
            row(new PairOp(kind), constant(floats(2, 3)), constant(floats(3)));
        default -> {
          row(new PairOp(kind), floats(2, 3), positive(3));
          row(new PairOp(kind), positive(2, 1, 3), floats(2, 1));
        }
      }
    }
    for (IntegerKind kind : IntegerKind.values()) {
      row(new IntegerOp(kind), longs(12, -7, 5), longs(3));
      if (kind.takesTruths()) {
        Input truths = bools(new int[] {3}, true, false, true);
        row(new IntegerOp(kind), truths, bools(new int[] {1}, true));
      }
    }
  }

  private void scattering() {
    Input index = longs(new int[] {2, 2}, 2, 0, 0, 1);
    Input twice = longs(new int[] {2, 2}, 2, 0, 2, 0);
    row(new ScatterOp(0), floats(3, 2), index, floats(2, 3));
    row(new ScatterOp(1), floats(2, 4), index, floats(3, 2));
    row(new ScatterOp(0), longs(1, 2, 3), longs(2, 0), longs(5, 6));
    row(new ScatterOp(0), bools(new int[] {2}, true, false), longs(1), bools(new int[] {1}, true));
    row(new ScatterFillOp(0, 1.5), floats(3, 2), twice);
    row(new ScatterFillOp(-1, 3), longs(1, 2, 3), longs(2, 0));
    for (ScatterKind kind :
        new ScatterKind[] {ScatterKind.PROD, ScatterKind.AMAX, ScatterKind.AMIN}) {
      for (boolean self : new boolean[] {true, false}) {
        row(new ScatterReduceOp(0, kind, self), floats(3, 2), twice, floats(2, 3));
        row(new ScatterReduceOp(1, kind, self), positive(2, 4), index, positive(3, 2));
        row(new ScatterReduceOp(0, kind, self), longs(1, 2, 3), longs(2, 2, 0), longs(5, 6, 7));
      }
    }
  }

  private void cumulative() {
    for (boolean largest : new boolean[] {true, false}) {
      row(new CumExtremeOp(largest, 1), floats(2, 3, 2));
      row(new CumExtremeOp(largest, 0), longs(3, 1, 3, 7));
      row(new CumExtremeOp(largest, 0), floats());
    }
    row(new CumprodOp(1), floats(2, 3, 2));
    row(new CumprodOp(0), floats());
    row(new CumprodOp(0), longs(3, 1, 2));
    row(new LogCumSumExpOp(1), floats(2, 3, 2));
    row(new LogCumSumExpOp(-1), floats(4));
    row(new LogCumSumExpOp(0), floats());
  }

  private void spectra() {
    row(new SlidingWindowOp(1, 3, 2), floats(2, 7));
    row(new SlidingWindowOp(0, 2, 1), floats(4, 2));
    row(new SlidingWindowOp(0, 1, 1), floats());
    row(new OverlapAddOp(1, 8, 2), floats(2, 3, 3));
    row(new OverlapAddOp(0, 4, 1), floats(3, 2, 2));
    for (int n : new int[] {1, 2, 5, 8}) {
      row(new RfftOp(0.5, false), floats(2, n));
      row(new RfftOp(1, true), floats(n));
      for (boolean once : new boolean[] {false, true}) {
        row(new IrfftOp(n, 0.5, once), floats(2, n / 2 + 1, 2));
      }
      row(new FftOp(false, 0.7), floats(n, 2));
      row(new FftOp(true, 1), floats(2, n, 2));
    }
    row(new RfftOp(1, false), floats(29));
  }

  private void places() {
    row(new SearchSortedOp(true), longs(1, 3, 3, 5), longs(new int[] {2, 2}, 3, 0, 5, 9));
    row(new SearchSortedOp(false), constant(floats(4)), constant(floats(2, 3)));
    row(new HistogramOp(3, -1, 1), constant(floats(2, 3)));
    row(new ModeOp(0), constant(floats(3, 2)));
    row(new ModeOp(-1), longs(new int[] {2, 3}, 5, 1, 5, 2, 2, 7));
  }

  private void alignments() {
    Input targets = longs(new int[] {2, 3}, 1, 2, 2, 3, 1, 0);
    Op ctc = new CtcLossOp(0, false);
    // The gradient is that by what goes into the softmax, so differences do not show it.
    row(ctc, constant(floats(5, 2, 4)), targets, longs(5, 4), longs(3, 2));
    row(new CtcLossOp(0, true), constant(floats(2, 2, 4)), targets, longs(2, 2), longs(3, 1));
  }
}
