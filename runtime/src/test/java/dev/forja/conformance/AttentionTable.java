package dev.forja.conformance;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.forja.conformance.LayerCases.Inputs;
import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.AttentionCall;
import dev.forja.nn.AttentionOptions;
import dev.forja.nn.AttentionOutput;
import dev.forja.nn.MultiheadAttention;
import dev.forja.nn.Transformer;
import dev.forja.nn.TransformerDecoder;
import dev.forja.nn.TransformerDecoderLayer;
import dev.forja.nn.TransformerEncoder;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.nn.TransformerOptions;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Attention and transformer layers. */
final class AttentionTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("MultiheadAttention", AttentionTable::attention),
          entry("Transformer", AttentionTable::whole),
          entry("TransformerDecoder", AttentionTable::decoders),
          entry("TransformerEncoder", AttentionTable::encoders),
          entry("TransformerDecoderLayer", AttentionTable::decoder),
          entry("TransformerEncoderLayer", AttentionTable::encoder));

  private AttentionTable() {}

  private static Layer attention(Args args) {
    AttentionOptions options =
        AttentionOptions.defaults()
            .withDropout(args.number("dropout", 0))
            .withBias(args.flag("bias", true))
            .withAddBiasKv(args.flag("add_bias_kv", false))
            .withAddZeroAttn(args.flag("add_zero_attn", false))
            .withKdim(args.has("kdim") ? (Integer) args.integer("kdim") : null)
            .withVdim(args.has("vdim") ? (Integer) args.integer("vdim") : null)
            .withBatchFirst(args.flag("batch_first", false));
    MultiheadAttention module =
        MultiheadAttention.of(args.integer("embed_dim"), args.integer("num_heads"), options);
    return new Layer(module, inputs -> attend(module, inputs));
  }

  private static List<Tensor> attend(MultiheadAttention module, Inputs inputs) {
    AttentionCall call =
        AttentionCall.defaults()
            .withNeedWeights(inputs.call().flag("need_weights", true))
            .withAverageAttnWeights(inputs.call().flag("average_attn_weights", true))
            .withIsCausal(inputs.call().flag("is_causal", false));
    AttentionOutput attended =
        module.call(
            inputs.get(0),
            inputs.get(1),
            inputs.get(2),
            inputs.get("key_padding_mask", 3),
            inputs.get("attn_mask", 5),
            call);
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
                    requireNonNull(masked(inputs, "is_causal").get("src", 0)),
                    inputs.get("src_mask", 1),
                    inputs.get("src_key_padding_mask", 2))));
  }

  /**
   * Stacks of layers: they have the arguments of one layer, {@code num_layers}, and whether there
   * is a norm.
   */
  private static Layer encoders(Args args) {
    TransformerEncoder module =
        TransformerEncoder.of(
            args.integer("d_model"),
            args.integer("nhead"),
            args.integer("num_layers"),
            transformer(args),
            args.flag("norm", false));
    return new Layer(
        module,
        inputs ->
            List.of(
                module.call(
                    requireNonNull(masked(inputs, "is_causal").get("src", 0)),
                    inputs.get("mask", 1),
                    inputs.get("src_key_padding_mask", 2))));
  }

  private static Layer decoders(Args args) {
    TransformerDecoder module =
        TransformerDecoder.of(
            args.integer("d_model"),
            args.integer("nhead"),
            args.integer("num_layers"),
            transformer(args),
            args.flag("norm", false));
    return new Layer(
        module,
        inputs ->
            List.of(
                module.call(
                    requireNonNull(
                        masked(inputs, "tgt_is_causal", "memory_is_causal").get("tgt", 0)),
                    requireNonNull(inputs.get("memory", 1)),
                    inputs.get("tgt_mask", 2),
                    inputs.get("memory_mask", 3),
                    inputs.get("tgt_key_padding_mask", 4),
                    inputs.get("memory_key_padding_mask", 5))));
  }

  private static Layer whole(Args args) {
    Transformer module =
        Transformer.of(
            args.integer("d_model", 512),
            args.integer("nhead", 8),
            args.integer("num_encoder_layers", 6),
            args.integer("num_decoder_layers", 6),
            transformer(args));
    return new Layer(
        module,
        inputs ->
            List.of(
                module.call(
                    requireNonNull(
                        masked(inputs, "src_is_causal", "tgt_is_causal", "memory_is_causal")
                            .get("src", 0)),
                    requireNonNull(inputs.get("tgt", 1)),
                    inputs.get("src_mask", 2),
                    inputs.get("tgt_mask", 3),
                    inputs.get("memory_mask", 4),
                    inputs.get("src_key_padding_mask", 5),
                    inputs.get("tgt_key_padding_mask", 6),
                    inputs.get("memory_key_padding_mask", 7))));
  }

  /** Reads the hints that PyTorch takes in addition to the masks; they contain nothing new. */
  private static Inputs masked(Inputs inputs, String... hints) {
    Arrays.stream(hints).forEach(hint -> inputs.call().has(hint));
    return inputs;
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
                    requireNonNull(
                        masked(inputs, "tgt_is_causal", "memory_is_causal").get("tgt", 0)),
                    requireNonNull(inputs.get("memory", 1)),
                    inputs.get("tgt_mask", 2),
                    inputs.get("memory_mask", 3),
                    inputs.get("tgt_key_padding_mask", 4),
                    inputs.get("memory_key_padding_mask", 5))));
  }

  private static TransformerOptions transformer(Args args) {
    return TransformerOptions.defaults()
        .withDimFeedforward(args.integer("dim_feedforward", 2048))
        .withDropout(args.number("dropout", 0.1))
        .withActivation(
            args.text("activation", "relu").equals("gelu") ? Tensor::gelu : Tensor::relu)
        .withLayerNormEps(args.number("layer_norm_eps", 1e-5))
        .withBatchFirst(args.flag("batch_first", false))
        .withNormFirst(args.flag("norm_first", false))
        .withBias(args.flag("bias", true));
  }
}
