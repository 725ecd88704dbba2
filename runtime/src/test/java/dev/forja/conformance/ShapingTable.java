package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.BagMode;
import dev.forja.nn.Bilinear;
import dev.forja.nn.EmbeddingBag;
import dev.forja.nn.PixelShuffle;
import dev.forja.nn.Size2d;
import dev.forja.nn.Upsample;
import dev.forja.nn.ZeroPad2d;
import dev.forja.op.Resampling;
import java.util.List;
import java.util.Map;

/** Bags, bilinear forms, and images in other sizes. */
final class ShapingTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("Bilinear", ShapingTable::bilinear),
          entry("EmbeddingBag", ShapingTable::embeddingBag),
          entry("PixelShuffle", unary(args -> PixelShuffle.of(args.integer("upscale_factor")))),
          entry("Upsample", unary(ShapingTable::upsample)),
          entry("ZeroPad2d", unary(ShapingTable::zeroPad2d)));

  private ShapingTable() {}

  private static Layer bilinear(Args args) {
    Bilinear module =
        Bilinear.of(
            args.integer("in1_features"),
            args.integer("in2_features"),
            args.integer("out_features"),
            args.flag("bias", true));
    return new Layer(module, inputs -> List.of(module.call(inputs.get(0), inputs.get(1))));
  }

  private static Layer embeddingBag(Args args) {
    EmbeddingBag module =
        EmbeddingBag.of(
            args.integer("num_embeddings"),
            args.integer("embedding_dim"),
            args.text("mode", "mean").equals("sum") ? BagMode.SUM : BagMode.MEAN,
            args.has("padding_idx") ? args.integer("padding_idx") : null);
    return new Layer(
        module,
        inputs ->
            List.of(
                module.call(
                    requireNonNull(inputs.get("input")),
                    inputs.get("offsets"),
                    inputs.get("per_sample_weights"))));
  }

  private static Upsample upsample(Args args) {
    Resampling mode =
        args.text("mode", "nearest").equals("nearest")
            ? Resampling.NEAREST
            : args.flag("align_corners", false)
                ? Resampling.BILINEAR_ALIGN_CORNERS
                : Resampling.BILINEAR;
    if (args.has("size")) {
      int[] size = args.integers("size");
      return Upsample.of(new Size2d(size[0], size[size.length - 1]), mode);
    }
    if (!args.isList("scale_factor")) {
      double factor = args.number("scale_factor");
      return Upsample.of(factor, factor, mode);
    }
    List<?> factors = args.list("scale_factor");
    return Upsample.of(number(factors.get(0)), number(factors.get(1)), mode);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static ZeroPad2d zeroPad2d(Args args) {
    int[] p = args.integers("padding");
    return p.length == 1 ? ZeroPad2d.of(p[0]) : ZeroPad2d.of(p[0], p[1], p[2], p[3]);
  }
}
