package dev.forja.conformance;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.forja.conformance.LayerCases.Inputs;
import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.Attended;
import dev.forja.nn.AttentionCall;
import dev.forja.nn.AttentionOptions;
import dev.forja.nn.MultiheadAttention;
import dev.forja.nn.TransformerDecoderLayer;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.nn.TransformerOptions;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Attention and the layers of transformers. */
final class AttentionTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("MultiheadAttention", AttentionTable::attention),
          entry("TransformerDecoderLayer", AttentionTable::decoder),
          entry("TransformerEncoderLayer", AttentionTable::encoder));

  private AttentionTable() {}

  private static Layer attention(Args args) {
    AttentionOptions options =
        AttentionOptions.defaults()
            .withDropout(args.number("dropout", 0))
            .withBias(args.flag("bias", true))
            .withKeyAndValueWidths(
                args.has("kdim") ? args.integer("kdim") : null,
                args.has("vdim") ? args.integer("vdim") : null)
            .withBatchFirst(args.flag("batch_first", false));
    MultiheadAttention module =
        MultiheadAttention.of(args.integer("embed_dim"), args.integer("num_heads"), options);
    return new Layer(module, inputs -> attend(module, inputs));
  }

  private static List<Tensor> attend(MultiheadAttention module, Inputs inputs) {
    AttentionCall call =
        new AttentionCall(
            inputs.get("key_padding_mask"),
            inputs.get("attn_mask"),
            inputs.call().flag("need_weights", true),
            inputs.call().flag("average_attn_weights", true));
    Attended attended = module.call(inputs.get(0), inputs.get(1), inputs.get(2), call);
    return attended.weights() == null
        ? List.of(attended.output())
        : List.of(attended.output(), attended.weights());
  }

  private static Layer encoder(Args args) {
    TransformerEncoderLayer module =
        TransformerEncoderLayer.of(
            args.integer("d_model"), args.integer("nhead"), transformer(args));
    return new Layer(
        module,
        inputs ->
            List.of(
                module.call(
                    requireNonNull(inputs.get("src")),
                    inputs.get("src_mask"),
                    inputs.get("src_key_padding_mask"))));
  }

  private static Layer decoder(Args args) {
    TransformerDecoderLayer module =
        TransformerDecoderLayer.of(
            args.integer("d_model"), args.integer("nhead"), transformer(args));
    return new Layer(
        module,
        inputs ->
            List.of(
                module.call(
                    requireNonNull(inputs.get("tgt")),
                    requireNonNull(inputs.get("memory")),
                    inputs.get("tgt_mask"),
                    inputs.get("memory_mask"),
                    inputs.get("tgt_key_padding_mask"),
                    inputs.get("memory_key_padding_mask"))));
  }

  private static TransformerOptions transformer(Args args) {
    return new TransformerOptions(
        args.integer("dim_feedforward", 2048),
        args.number("dropout", 0.1),
        args.text("activation", "relu").equals("gelu") ? Tensor::gelu : Tensor::relu,
        args.number("layer_norm_eps", 1e-5),
        args.flag("batch_first", false),
        args.flag("norm_first", false),
        args.flag("bias", true));
  }
}
