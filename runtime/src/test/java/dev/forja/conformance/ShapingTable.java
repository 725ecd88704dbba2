package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.Bilinear;
import dev.forja.nn.EmbeddingBag;
import dev.forja.nn.EmbeddingBagMode;
import dev.forja.nn.EmbeddingBagOptions;
import dev.forja.nn.PixelShuffle;
import dev.forja.nn.Upsample;
import dev.forja.nn.UpsampleMode;
import dev.forja.nn.UpsampleOptions;
import dev.forja.nn.ZeroPad2d;
import java.util.List;
import java.util.Map;

/** Embedding bags, bilinear forms, and resizing of images. */
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
            EmbeddingBagOptions.defaults()
                .withMode(args.option("mode", EmbeddingBagMode.MEAN))
                .withIncludeLastOffset(args.flag("include_last_offset", false))
                .withTable(NormTable.embeddingOptions(args)));
    return new Layer(
        module,
        inputs ->
            List.of(
                module.call(
                    requireNonNull(inputs.get("input", 0)),
                    inputs.get("offsets", 1),
                    inputs.get("per_sample_weights", 2))));
  }

  private static Upsample upsample(Args args) {
    UpsampleOptions options =
        args.has("size")
            ? UpsampleOptions.toSize(args.integers("size"))
            : UpsampleOptions.by(
                args.numbers("scale_factor").stream().mapToDouble(each -> each).toArray());
    return Upsample.of(
        options
            .withMode(args.option("mode", UpsampleMode.NEAREST))
            .withAlignCorners(args.flag("align_corners", false))
            .withRecomputeScaleFactor(args.flag("recompute_scale_factor", false)));
  }

  private static ZeroPad2d zeroPad2d(Args args) {
    int[] p = args.integers("padding");
    return p.length == 1 ? ZeroPad2d.of(p[0]) : ZeroPad2d.of(p[0], p[1], p[2], p[3]);
  }
}
