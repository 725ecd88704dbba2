package dev.forja.tokenizers;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.json.JsonProblem;
import dev.forja.tokenizers.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that were there before {@code tokenizer.json}, by writing down the {@code
 * tokenizer.json} that says the same.
 */
final class OldFiles {
  private static final List<String> ROLES =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  private OldFiles() {}

  /** The lines of {@code vocab.txt} are the tokens of a BERT in the order of their ids. */
  static Tokenizer wordPiece(Path file, String source, Json config, ModelHints hints)
      throws TokenizerFileException {
    Map<String, @Nullable Object> vocabulary = new LinkedHashMap<>();
    long id = 0;
    for (String line : lines(file)) {
      vocabulary.put(line.stripTrailing(), id++);
    }
    Map<String, String> roles =
        Map.of(
            "unk_token",
            "[UNK]",
            "sep_token",
            "[SEP]",
            "pad_token",
            "[PAD]",
            "cls_token",
            "[CLS]",
            "mask_token",
            "[MASK]");
    return TokenizerFiles.guarded(
        source,
        config,
        c -> {
          Map<String, String> special = special(c, roles);
          String cls = special.getOrDefault("cls_token", "[CLS]");
          String sep = special.getOrDefault("sep_token", "[SEP]");
          boolean lowercase = c.getOr("do_lower_case", Json::bool, true);
          Map<String, @Nullable Object> normalizer = new LinkedHashMap<>();
          normalizer.put("type", "BertNormalizer");
          normalizer.put("clean_text", true);
          normalizer.put(
              "handle_chinese_chars", c.getOr("tokenize_chinese_chars", Json::bool, true));
          normalizer.put("strip_accents", c.getOr("strip_accents", Json::bool, lowercase));
          normalizer.put("lowercase", lowercase);
          Map<String, @Nullable Object> document = new LinkedHashMap<>();
          document.put("added_tokens", added(vocabulary, special, Set.of()));
          document.put("normalizer", normalizer);
          document.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
          document.put(
              "post_processor",
              Map.of(
                  "type",
                  "BertProcessing",
                  "cls",
                  List.of(cls, need(file, vocabulary, cls)),
                  "sep",
                  List.of(sep, need(file, vocabulary, sep))));
          document.put("decoder", Map.of("type", "WordPiece", "prefix", "##", "cleanup", true));
          document.put(
              "model",
              Map.of(
                  "type",
                  "WordPiece",
                  "unk_token",
                  special.getOrDefault("unk_token", "[UNK]"),
                  "vocab",
                  vocabulary));
          return make(document, hints);
        });
  }

  /** {@code vocab.json} and {@code merges.txt} are those of a GPT-2 or a RoBERTa. */
  static Tokenizer bytePair(Path folder, String source, Json config, ModelHints hints)
      throws TokenizerFileException {
    Path file = folder.resolve("vocab.json");
    Json vocabularyFile = TokenizerFiles.json(file);
    Map<String, @Nullable Object> vocabulary =
        TokenizerFiles.guarded(file.toString(), vocabularyFile, Json::object);
    List<@Nullable Object> merges = new ArrayList<>();
    for (String line : lines(folder.resolve("merges.txt"))) {
      if (!line.startsWith("#version") && !line.isBlank()) {
        merges.add(line.stripTrailing());
      }
    }
    boolean isRoberta = vocabulary.containsKey("<s>") && vocabulary.containsKey("</s>");
    Map<String, String> roles =
        isRoberta
            ? Map.of(
                "bos_token",
                "<s>",
                "eos_token",
                "</s>",
                "unk_token",
                "<unk>",
                "sep_token",
                "</s>",
                "pad_token",
                "<pad>",
                "cls_token",
                "<s>",
                "mask_token",
                "<mask>")
            : Map.of("bos_token", "<|endoftext|>", "eos_token", "<|endoftext|>");
    return TokenizerFiles.guarded(
        source,
        config,
        c -> {
          Map<String, String> special = special(c, roles);
          boolean prefixSpace = c.getOr("add_prefix_space", Json::bool, false);
          Map<String, @Nullable Object> document = new LinkedHashMap<>();
          document.put(
              "added_tokens",
              added(vocabulary, special, isRoberta ? Set.of("mask_token") : Set.of()));
          Map<String, Object> byteLevel =
              Map.of(
                  "type", "ByteLevel", "add_prefix_space", prefixSpace, "trim_offsets", !isRoberta);
          document.put("pre_tokenizer", byteLevel);
          if (isRoberta) {
            String cls = special.getOrDefault("cls_token", "<s>");
            String sep = special.getOrDefault("sep_token", "</s>");
            document.put(
                "post_processor",
                Map.of(
                    "type",
                    "RobertaProcessing",
                    "cls",
                    List.of(cls, need(file, vocabulary, cls)),
                    "sep",
                    List.of(sep, need(file, vocabulary, sep)),
                    "trim_offsets",
                    true,
                    "add_prefix_space",
                    prefixSpace));
          } else {
            document.put(
                "post_processor",
                Map.of("type", "ByteLevel", "add_prefix_space", true, "trim_offsets", false));
          }
          document.put("decoder", byteLevel);
          document.put("model", Map.of("type", "BPE", "vocab", vocabulary, "merges", merges));
          return make(document, hints);
        });
  }

  private static Tokenizer make(Map<String, @Nullable Object> document, ModelHints hints) {
    Json json = Json.of(document);
    return new Tokenizer(new Pipeline(json), json, hints);
  }

  private static List<String> lines(Path file) throws TokenizerFileException {
    return TokenizerFiles.open(
        file.toString(), () -> Files.readAllLines(file, StandardCharsets.UTF_8));
  }

  private static Object need(Path file, Map<String, @Nullable Object> vocabulary, String token) {
    Object id = vocabulary.get(token);
    if (id == null) {
      throw new JsonProblem(
          null, "the token " + Json.show(token) + " is needed, but " + file + " lacks it", null);
    }
    return id;
  }

  /** The special tokens by their role, of those that the configuration or the kind of file has. */
  private static Map<String, String> special(Json config, Map<String, String> roles) {
    Map<String, String> special = new LinkedHashMap<>();
    for (String role : ROLES) {
      String token = ModelHints.token(config, role, roles.getOrDefault(role, ""));
      if (!token.isEmpty()) {
        special.put(role, token);
      }
    }
    return special;
  }

  /** The special tokens that the vocabulary has, in the order of their ids. */
  private static List<@Nullable Object> added(
      Map<String, @Nullable Object> vocabulary, Map<String, String> special, Set<String> stripped) {
    Set<String> done = new HashSet<>();
    List<Map<String, @Nullable Object>> tokens = new ArrayList<>();
    special.forEach(
        (role, token) -> {
          if (vocabulary.get(token) instanceof Long id && done.add(token)) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("id", id);
            entry.put("content", token);
            entry.put("special", true);
            entry.put("normalized", false);
            entry.put("lstrip", stripped.contains(role));
            tokens.add(entry);
          }
        });
    tokens.sort(java.util.Comparator.comparingLong(t -> t.get("id") instanceof Long id ? id : 0));
    return new ArrayList<>(tokens);
  }
}
