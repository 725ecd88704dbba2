package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.forja.conformance.LayerCases.Inputs;
import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.module.NeuralModule;
import dev.forja.nn.AlphaDropout;
import dev.forja.nn.CELU;
import dev.forja.nn.ChannelShuffle;
import dev.forja.nn.Conv1d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv3d;
import dev.forja.nn.ConvTranspose1d;
import dev.forja.nn.Dropout1d;
import dev.forja.nn.Dropout2d;
import dev.forja.nn.Dropout3d;
import dev.forja.nn.FeatureAlphaDropout;
import dev.forja.nn.Fold;
import dev.forja.nn.GRUCell;
import dev.forja.nn.Hardshrink;
import dev.forja.nn.LSTMCell;
import dev.forja.nn.LSTMCellOutput;
import dev.forja.nn.Linear;
import dev.forja.nn.Orthogonal;
import dev.forja.nn.OrthogonalMap;
import dev.forja.nn.PairwiseDistance;
import dev.forja.nn.PixelUnshuffle;
import dev.forja.nn.RNNCell;
import dev.forja.nn.RReLU;
import dev.forja.nn.Softmax2d;
import dev.forja.nn.Softmin;
import dev.forja.nn.Softshrink;
import dev.forja.nn.SpectralNorm;
import dev.forja.nn.Tanhshrink;
import dev.forja.nn.Threshold;
import dev.forja.nn.Unflatten;
import dev.forja.nn.Unfold;
import dev.forja.nn.UpsamplingBilinear2d;
import dev.forja.nn.UpsamplingNearest2d;
import dev.forja.nn.WeightNorm;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Further activations, dropouts, cells, parametrizations and changes of shape. */
final class FurtherTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("CELU", unary(a -> CELU.of(a.number("alpha", 1)))),
          entry("Hardshrink", unary(a -> Hardshrink.of(a.number("lambd", 0.5)))),
          entry("Softshrink", unary(a -> Softshrink.of(a.number("lambd", 0.5)))),
          entry("Tanhshrink", unary(_ -> Tanhshrink.of())),
          entry("Threshold", unary(a -> Threshold.of(a.number("threshold"), a.number("value")))),
          entry(
              "RReLU",
              unary(a -> RReLU.of(a.number("lower", 1 / 8.0), a.number("upper", 1 / 3.0)))),
          entry("Softmin", unary(a -> Softmin.of(a.integer("dim")))),
          entry("Softmax2d", unary(_ -> Softmax2d.of())),
          entry("Dropout1d", unary(a -> Dropout1d.of(a.number("p")))),
          entry("Dropout2d", unary(a -> Dropout2d.of(a.number("p")))),
          entry("Dropout3d", unary(a -> Dropout3d.of(a.number("p")))),
          entry("AlphaDropout", unary(a -> AlphaDropout.of(a.number("p")))),
          entry("FeatureAlphaDropout", unary(a -> FeatureAlphaDropout.of(a.number("p")))),
          entry("RNNCell", FurtherTable::rnn),
          entry("GRUCell", FurtherTable::gru),
          entry("LSTMCell", FurtherTable::lstm),
          entry("Unfold", unary(FurtherTable::unfold)),
          entry("Fold", unary(FurtherTable::fold)),
          entry(
              "Unflatten",
              unary(a -> Unflatten.of(a.integer("dim"), a.integers("unflattened_size")))),
          entry("PixelUnshuffle", unary(a -> PixelUnshuffle.of(a.integer("downscale_factor")))),
          entry("ChannelShuffle", unary(a -> ChannelShuffle.of(a.integer("groups")))),
          entry("PairwiseDistance", FurtherTable::distance),
          entry(
              "UpsamplingNearest2d", unary(a -> UpsamplingNearest2d.of(a.number("scale_factor")))),
          entry("UpsamplingBilinear2d", unary(FurtherTable::bilinear)),
          entry("weight_norm", unary(FurtherTable::weightNorm)),
          entry("spectral_norm", unary(FurtherTable::spectralNorm)),
          entry("orthogonal", unary(FurtherTable::orthogonal)));

  private FurtherTable() {}

  private static Tensor input(Inputs inputs) {
    return requireNonNull(inputs.get("input", 0));
  }

  private static Layer rnn(Args args) {
    RNNCell module =
        RNNCell.of(
            args.integer("input_size"),
            args.integer("hidden_size"),
            args.flag("bias", true),
            args.text("nonlinearity", "tanh").equals("relu"));
    return new Layer(module, in -> List.of(module.call(input(in), in.get("h_0", 1))));
  }

  private static Layer gru(Args args) {
    GRUCell module =
        GRUCell.of(
            args.integer("input_size"), args.integer("hidden_size"), args.flag("bias", true));
    return new Layer(module, in -> List.of(module.call(input(in), in.get("h_0", 1))));
  }

  private static Layer lstm(Args args) {
    LSTMCell module =
        LSTMCell.of(
            args.integer("input_size"), args.integer("hidden_size"), args.flag("bias", true));
    return new Layer(
        module,
        in -> {
          LSTMCellOutput next = module.call(input(in), in.get("h_0", 1), in.get("c_0", 2));
          return List.of(next.hidden(), next.cell());
        });
  }

  private static Unfold unfold(Args args) {
    return Unfold.of(SpatialTable.size(args, "kernel_size"), SpatialTable.convolution(args));
  }

  private static Fold fold(Args args) {
    return Fold.of(
        SpatialTable.size(args, "output_size"),
        SpatialTable.size(args, "kernel_size"),
        SpatialTable.convolution(args));
  }

  private static Layer distance(Args args) {
    PairwiseDistance module =
        PairwiseDistance.of(
            args.number("p", 2), args.number("eps", 1e-6), args.flag("keepdim", false));
    return new Layer(module, in -> List.of(module.call(in.get(0), in.get(1))));
  }

  private static UpsamplingBilinear2d bilinear(Args args) {
    int[] size = args.integers("size");
    return UpsamplingBilinear2d.of(size[0], size[1]);
  }

  private static NeuralModule inner(Args args) {
    return switch (args.text("inner", "")) {
      case "Linear" -> Linear.of(5, 4);
      case "Conv1d" -> Conv1d.of(3, 4, 2);
      case "ConvTranspose1d" -> ConvTranspose1d.of(3, 4, 2);
      case "Conv2d" -> Conv2d.of(2, 3, 3);
      case "Conv3d" -> Conv3d.of(2, 3, 2);
      default -> throw new NoCounterpart("the layer inside");
    };
  }

  private static WeightNorm weightNorm(Args args) {
    return WeightNorm.of(inner(args), "weight", args.integer("dim", 0));
  }

  private static SpectralNorm spectralNorm(Args args) {
    NeuralModule inner = inner(args);
    int iterations = args.integer("n_power_iterations", 1);
    return args.has("dim")
        ? SpectralNorm.of(inner, "weight", iterations, args.integer("dim"), 1e-12)
        : SpectralNorm.of(inner);
  }

  private static Orthogonal orthogonal(Args args) {
    NeuralModule inner = inner(args);
    return args.has("orthogonal_map")
        ? Orthogonal.of(inner, "weight", args.option("orthogonal_map", OrthogonalMap.MATRIX_EXP))
        : Orthogonal.of(inner);
  }
}
