package dev.forja.trace;

import dev.forja.array.Shapes;
import dev.forja.op.AmaxAminOp;
import dev.forja.op.BinaryOp;
import dev.forja.op.ExpandOp;
import dev.forja.op.FlipOp;
import dev.forja.op.LayerNormOp;
import dev.forja.op.LogSumExpOp;
import dev.forja.op.MeanOp;
import dev.forja.op.NormOp;
import dev.forja.op.Op;
import dev.forja.op.PadOp;
import dev.forja.op.PermuteOp;
import dev.forja.op.ProdOp;
import dev.forja.op.ReshapeOp;
import dev.forja.op.SqueezeOp;
import dev.forja.op.SumOp;
import dev.forja.op.UnaryOp;
import dev.forja.op.VarianceOp;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The attributes of an op as text: those of its record, with the elements of arrays. */
final class Attributes {
  private static final String ARRAY = "\\[I@[0-9a-f]+";

  private Attributes() {}

  static String of(Op op) {
    if (op instanceof UnaryOp || op instanceof BinaryOp) {
      return ""; // its name says it
    }
    return text(op);
  }

  /** All of them. */
  static String text(Op op) {
    String text = op.toString();
    int open = text.indexOf('[');
    if (open < 0 || !text.endsWith("]")) {
      return "";
    }
    String inside = text.substring(open + 1, text.length() - 1);
    int @Nullable [] array = array(op);
    return array == null
        ? inside
        : inside.replaceAll(ARRAY, Matcher.quoteReplacement(Shapes.show(array)));
  }

  private static int @Nullable [] array(Op op) {
    return switch (op) {
      case ExpandOp it -> it.shape();
      case AmaxAminOp it -> it.dims();
      case FlipOp it -> it.dims();
      case LayerNormOp it -> it.normalizedShape();
      case LogSumExpOp it -> it.dims();
      case MeanOp it -> it.dims();
      case NormOp it -> it.dims();
      case PadOp it -> it.padding();
      case PermuteOp it -> it.dims();
      case ProdOp it -> it.dims();
      case ReshapeOp it -> it.shape();
      case SqueezeOp it -> it.dims();
      case SumOp it -> it.dims();
      case VarianceOp it -> it.dims();
      default -> null;
    };
  }
}
