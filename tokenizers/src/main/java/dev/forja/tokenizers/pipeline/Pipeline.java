package dev.forja.tokenizers.pipeline;

import dev.forja.tokenizers.decode.Decoder;
import dev.forja.tokenizers.decode.DecoderReader;
import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.model.ModelReader;
import dev.forja.tokenizers.model.Scratch;
import dev.forja.tokenizers.model.TokenModel;
import dev.forja.tokenizers.model.Tokens;
import dev.forja.tokenizers.normalize.Normalizer;
import dev.forja.tokenizers.normalize.NormalizerReader;
import dev.forja.tokenizers.post.PostProcessor;
import dev.forja.tokenizers.post.PostProcessorReader;
import dev.forja.tokenizers.post.TokenRun;
import dev.forja.tokenizers.split.PreTokenizer;
import dev.forja.tokenizers.split.PreTokenizerReader;
import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Pieces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a tokenizer. Safe for use by many threads. */
public final class Pipeline {
  private final TokenModel model;
  private final @Nullable Normalizer normalizer;
  private final @Nullable PreTokenizer preTokenizer;
  private final @Nullable PostProcessor postProcessor;
  private final @Nullable Decoder decoder;
  private final AddedVocabulary added;
  private final Pool pool;

  /** Reads the parts from a {@code tokenizer.json}. */
  public Pipeline(Json json) {
    if (json.has("version") && !json.get("version").text().equals("1.0")) {
      throw json.get("version")
          .problem(
              "the version " + Json.show(json.get("version").text()) + " is not known, only 1.0");
    }
    model = ModelReader.read(json.need("model"));
    Json normalizing = json.get("normalizer");
    normalizer = normalizing.isNull() ? null : NormalizerReader.read(normalizing);
    Json splitting = json.get("pre_tokenizer");
    preTokenizer = splitting.isNull() ? null : PreTokenizerReader.read(splitting);
    Json tokens = json.get("added_tokens");
    added = new AddedVocabulary(tokens.isNull() ? List.of() : tokens.array(), model, normalizer);
    Json processing = json.get("post_processor");
    postProcessor =
        processing.isNull() ? null : new PostProcessorReader(this::nameOf).read(processing);
    Json decoding = json.get("decoder");
    decoder = decoding.isNull() ? null : DecoderReader.read(decoding);
    pool = new Pool(model::newScratch);
  }

  /** The tokens of one text, without any that are added around it. */
  public TokenRun encode(String text, int sequence) {
    Pool.Kit kit = pool.take();
    TokenRun run = encode(text, sequence, kit);
    pool.giveBack(kit); // not after an exception, which may have left anything behind
    return run;
  }

  private TokenRun encode(String text, int sequence, Pool.Kit kit) {
    extract(text, kit);
    if (preTokenizer != null) {
      preTokenizer.apply(kit.work);
    }
    Pieces pieces = kit.work.pieces();
    AlignedText aligned = pieces.text();
    Tokens tokens = kit.tokens;
    tokens.clear();
    Scratch scratch = kit.scratch;
    char[] chars = aligned.chars();
    int[] words = kit.words;
    for (int i = 0; i < pieces.count(); i++) {
      int first = tokens.count();
      int from = pieces.from(i);
      int to = pieces.to(i);
      if (pieces.token(i) != Pieces.NONE) {
        addToken(pieces.token(i), chars, from, to, tokens);
      } else {
        model.tokenize(chars, from, to, scratch, tokens);
      }
      if (tokens.count() > words.length) {
        words = Arrays.copyOf(words, Math.max(tokens.count(), 2 * words.length));
        kit.words = words;
      }
      Arrays.fill(words, first, tokens.count(), i);
    }
    TokenRun run = run(tokens, words, aligned, sequence);
    run.text = text;
    return run;
  }

  /** An added token is called as it stands in the text, for example with the space before it. */
  private void addToken(int id, char[] chars, int from, int to, Tokens tokens) {
    String name = new String(chars, from, to - from);
    if (name.equals(added.tokenOf(id))) {
      tokens.add(id, from, to);
    } else {
      tokens.add(id, from, to, name);
    }
  }

  private static TokenRun run(Tokens tokens, int[] words, AlignedText aligned, int sequence) {
    int size = tokens.count();
    TokenRun run = new TokenRun(size);
    for (int i = 0; i < size; i++) {
      run.ids[i] = tokens.id(i);
      run.starts[i] = aligned.start(tokens.start(i));
      run.ends[i] = aligned.endBefore(tokens.end(i));
    }
    System.arraycopy(words, 0, run.wordIds, 0, size);
    Arrays.fill(run.attentionMask, 1);
    if (sequence != 0) {
      Arrays.fill(run.typeIds, sequence);
      Arrays.fill(run.sequenceIds, sequence);
    }
    if (tokens.hasNames()) {
      @Nullable String[] names = new String[size];
      for (int i = 0; i < size; i++) {
        names[i] = tokens.name(i);
      }
      run.names = names;
    }
    return run;
  }

  /** Splits a text at its added tokens, and normalises what is between them. */
  private void extract(String text, Pool.Kit kit) {
    AlignedText original = kit.original;
    original.set(text);
    TokenFinder plain = added.plain();
    Pieces found = kit.found;
    found.reset(original);
    if (plain == null) {
      found.add(0, original.length());
    } else {
      plain.split(original, 0, original.length(), found);
    }
    Pieces pieces = kit.work.pieces();
    TokenFinder normalized = added.normalized();
    if (normalizer == null && normalized == null) {
      pieces.reset(original);
      for (int i = 0; i < found.count(); i++) {
        pieces.add(found.from(i), found.to(i), found.shift(i), found.token(i));
      }
      return;
    }
    if (found.count() == 1 && found.token(0) == Pieces.NONE) {
      AlignedText changed =
          normalizer == null ? original : normalizer.apply(original, 0, kit.spare);
      pieces.reset(changed);
      split(normalized, changed, 0, pieces);
      return;
    }
    AlignedText all = kit.joined;
    all.clearAligned();
    pieces.reset(all);
    for (int i = 0; i < found.count(); i++) {
      int begin = all.length();
      if (found.token(i) != Pieces.NONE) {
        all.add(original, found.from(i), found.to(i));
        pieces.add(begin, all.length(), found.shift(i), found.token(i));
        continue;
      }
      AlignedText part = kit.part;
      part.clearAligned();
      part.add(original, found.from(i), found.to(i));
      AlignedText changed =
          normalizer == null ? part : normalizer.apply(part, found.shift(i), kit.spare);
      all.add(changed, 0, changed.length());
      split(normalized, all, begin, pieces);
    }
  }

  private static void split(
      @Nullable TokenFinder finder, AlignedText text, int from, Pieces pieces) {
    if (finder == null) {
      pieces.add(from, text.length());
    } else {
      finder.split(text, from, text.length(), pieces);
    }
  }

  /**
   * Joins the tokens of a text, or of a pair, with the special tokens around them.
   *
   * @param runs one run per text
   */
  public TokenRun finish(List<TokenRun> runs, boolean addSpecialTokens) {
    List<TokenRun> now = new ArrayList<>(runs);
    if (postProcessor != null) {
      now = postProcessor.process(now, addSpecialTokens);
    }
    return TokenRun.join(now);
  }

  /** The number of special tokens that are added around a text or a pair. */
  public int added(boolean isPair) {
    return postProcessor == null ? 0 : postProcessor.added(isPair);
  }

  /** The text of tokens. */
  public String decode(int[] ids, boolean skipSpecialTokens) {
    List<String> tokens = new ArrayList<>(ids.length);
    for (int id : ids) {
      String token = added.tokenOf(id);
      if (token != null && !(skipSpecialTokens && added.isSpecial(token))) {
        tokens.add(token);
      }
    }
    return decoder == null ? String.join(" ", tokens) : String.join("", decoder.decode(tokens));
  }

  /** The id of a token, or -1. */
  public int idOf(String token) {
    return added.idOf(token);
  }

  /** The token with an id, or null. */
  public @Nullable String tokenOf(int id) {
    return added.tokenOf(id);
  }

  /** The token with an id; empty if there is none. */
  public String nameOf(int id) {
    String token = added.tokenOf(id);
    return token == null ? "" : token;
  }

  /** Whether decoding leaves a token out. */
  public boolean isSpecial(int id) {
    String token = added.tokenOf(id);
    return token != null && added.isSpecial(token);
  }

  /** The number of tokens. */
  public int size() {
    return added.size();
  }

  /** All tokens and their ids. */
  public Map<String, Integer> vocabulary() {
    return added.all();
  }
}
