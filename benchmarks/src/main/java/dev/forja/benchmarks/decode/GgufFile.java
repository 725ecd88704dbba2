package dev.forja.benchmarks.decode;

import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a Llama as a GGUF file of float32, version 3: a head of properties and places of tensors,
 * and then the tensors. Source: the specification of the format in the repository {@code
 * ggml-org/ggml}.
 */
final class GgufFile {
  private static final int MAGIC = 0x46554747; // "GGUF"
  private static final int VERSION = 3;
  private static final int ALIGNMENT = 32;

  /** The number of the type of a property or a tensor. */
  private static final int UINT32 = 4;

  private static final int FLOAT32 = 6;
  private static final int STRING = 8;
  private static final int TENSOR_F32 = 0;

  private static final int HEAD_BYTES = 1 << 20;

  /** A tensor under the name that llama.cpp looks for. */
  private record Entry(String name, int[] shape, float[] values) {
    long bytes() {
      return (long) Float.BYTES * values.length;
    }
  }

  private final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final List<Consumer<GgufFile>> properties = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  private GgufFile() {}

  /** Writes the file, unless it exists. */
  static void write(RandomLlama llama, Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    GgufFile gguf = new GgufFile();
    gguf.describe(llama.size());
    gguf.collect(llama);
    Path part = Files.createTempFile(file.resolveSibling("."), "llama", ".part");
    try {
      gguf.writeTo(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void describe(LlamaSize size) {
    text("general.architecture", "llama");
    text("tokenizer.ggml.model", "no_vocab");
    number("llama.vocab_size", size.vocabulary());
    number("llama.context_length", LlamaSize.POSITIONS);
    number("llama.embedding_length", size.width());
    number("llama.block_count", size.layers());
    number("llama.feed_forward_length", size.inner());
    number("llama.attention.head_count", size.heads());
    number("llama.attention.head_count_kv", size.groups());
    number("llama.rope.dimension_count", size.head());
    real("llama.rope.freq_base", LlamaSize.THETA);
    real("llama.attention.layer_norm_rms_epsilon", LlamaSize.EPSILON);
  }

  private void text(String name, String value) {
    properties.add(
        file -> {
          file.put(name);
          file.head.putInt(STRING);
          file.put(value);
        });
  }

  private void number(String name, int value) {
    properties.add(
        file -> {
          file.put(name);
          file.head.putInt(UINT32).putInt(value);
        });
  }

  private void real(String name, float value) {
    properties.add(
        file -> {
          file.put(name);
          file.head.putInt(FLOAT32).putFloat(value);
        });
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    head.putLong(bytes.length).put(bytes);
  }

  private void collect(RandomLlama llama) {
    LlamaSize size = llama.size();
    add("token_embd", llama.weight("model.embed_tokens"));
    add("output_norm", llama.weight("model.norm"));
    add("output", llama.weight("lm_head"));
    for (int layer = 0; layer < size.layers(); layer++) {
      String block = "blk." + layer + ".";
      add(block + "attn_norm", llama.weight(layer, "input_layernorm"));
      add(block + "attn_q", woven(llama.weight(layer, "self_attn.q_proj"), size.heads()));
      add(block + "attn_k", woven(llama.weight(layer, "self_attn.k_proj"), size.groups()));
      add(block + "attn_v", llama.weight(layer, "self_attn.v_proj"));
      add(block + "attn_output", llama.weight(layer, "self_attn.o_proj"));
      add(block + "ffn_norm", llama.weight(layer, "post_attention_layernorm"));
      add(block + "ffn_gate", llama.weight(layer, "mlp.gate_proj"));
      add(block + "ffn_up", llama.weight(layer, "mlp.up_proj"));
      add(block + "ffn_down", llama.weight(layer, "mlp.down_proj"));
    }
  }

  /**
   * The rows in the order of llama.cpp, where the two numbers that turn together are neighbours.
   */
  private static Tensor woven(Tensor weight, int heads) {
    int half = weight.size(0) / heads / 2;
    return weight
        .reshape(heads, 2, half, weight.size(1))
        .transpose(1, 2)
        .reshape(weight.size(0), weight.size(1));
  }

  private void add(String name, Tensor weight) {
    entries.add(new Entry(name + ".weight", weight.shape(), weight.toFloats()));
  }

  private void writeTo(Path file) throws IOException {
    head.putInt(MAGIC).putInt(VERSION).putLong(entries.size()).putLong(properties.size());
    properties.forEach(property -> property.accept(this));
    long place = 0;
    for (Entry entry : entries) {
      put(entry.name());
      head.putInt(entry.shape().length);
      for (int d = entry.shape().length - 1; d >= 0; d--) {
        head.putLong(entry.shape()[d]);
      }
      head.putInt(TENSOR_F32).putLong(place);
      place += aligned(entry.bytes());
    }
    head.position((int) aligned(head.position()));
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      writeAll(out, head.flip());
      for (Entry entry : entries) {
        int bytes = Math.toIntExact(aligned(entry.bytes()));
        ByteBuffer values = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        values.asFloatBuffer().put(entry.values());
        writeAll(out, values);
      }
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static long aligned(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }
}
