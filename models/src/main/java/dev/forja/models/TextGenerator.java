package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import dev.forja.models.decoder.Decoder;
import dev.forja.models.decoder.DecoderArchitecture;
import dev.forja.models.decoder.EncoderDecoder;
import dev.forja.models.decoder.EncoderDecoderArchitecture;
import dev.forja.module.NeuralModule;
import dev.forja.tokenizers.EncodeOptions;
import dev.forja.tokenizers.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Continues texts by a language model, or answers them by one that reads a text and writes another
 * one, such as T5.
 *
 * <pre>{@code
 * TextGenerator generator = TextGenerator.load(Path.of("SmolLM2-135M"));
 * String text = generator.generate("Call me Ishmael.");
 * }</pre>
 *
 * <p>Writing ends with an end token of {@code generation_config.json} or {@code config.json}, at a
 * stop string, after {@link GenerateOptions#maxNewTokens} tokens, or when the model's positions are
 * used up. Results have the new text only.
 *
 * <p>What {@code generation_config.json} says of every text counts, such as suppressed tokens, a
 * smallest length, or a repetition penalty where the options have none; a rule of it that is not
 * known is an error. How tokens are drawn, and how many, is said by {@link GenerateOptions} alone.
 *
 * <p>Immutable, and safe for use by many threads; there is nothing to close.
 */
public final class TextGenerator {
  private static final String START = "decoder_start_token_id";

  private final NeuralModule module;
  private final NextScores.Model model;
  private final Tokenizer tokenizer;
  private final int maxLength;
  private final GenerationRules rules;
  private final ChatFiles chat;
  private volatile @Nullable ChatTemplate template;

  private TextGenerator(
      NeuralModule module,
      NextScores.Model model,
      Tokenizer tokenizer,
      int maxLength,
      GenerationRules rules,
      ChatFiles chat) {
    this.module = module;
    this.model = model;
    this.tokenizer = tokenizer;
    this.maxLength = maxLength;
    this.rules = rules;
    this.chat = chat;
  }

  /**
   * Loads the model of a folder.
   *
   * @throws ModelFileException if a file is missing, damaged, or asks for something unknown; the
   *     message names it
   */
  public static TextGenerator load(Path folder) throws ModelFileException {
    return load(ModelFiles.inFolder(folder));
  }

  /** Loads a model from these files, such as those of a jar; see {@link #load(Path)}. */
  public static TextGenerator load(ModelFiles files) throws ModelFileException {
    ModelConfig config = files.config(ModelFiles.CONFIG);
    ModelConfig generation = files.optionalConfig("generation_config.json").orElse(config);
    var reading = EncoderDecoderArchitecture.of(config);
    try {
      GenerationRules rules = rules(generation, config);
      if (reading.isPresent()) {
        EncoderDecoder model = EncoderDecoderLoader.load(files, config, reading.get());
        int start = reading.get().startToken(generation.has(START) ? generation : config);
        return of(model, files.tokenizer(""), start, rules, ChatFiles.read(files));
      }
      Decoder decoder = DecoderLoader.load(files, "", config);
      int most = DecoderArchitecture.of(config).maxLength(config);
      return of(decoder, files.tokenizer(""), most, rules, ChatFiles.read(files));
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
  }

  /**
   * A generator of parts that exist already, such as a model that was trained here.
   *
   * @param maxLength the maximum number of tokens of a text, the prompt included
   * @param endTokens the ids of the tokens that end a text
   */
  public static TextGenerator of(
      Decoder decoder, Tokenizer tokenizer, int maxLength, int... endTokens) {
    return of(decoder, tokenizer, maxLength, ending(endTokens), ChatFiles.NONE);
  }

  /**
   * A generator of parts that exist already, where what is written answers the prompt.
   *
   * @param startToken the id of the token that texts begin with
   * @param endTokens the ids of the tokens that end a text
   */
  public static TextGenerator of(
      EncoderDecoder model, Tokenizer tokenizer, int startToken, int... endTokens) {
    return of(model, tokenizer, startToken, ending(endTokens), ChatFiles.NONE);
  }

  private static TextGenerator of(
      Decoder decoder, Tokenizer tokenizer, int most, GenerationRules rules, ChatFiles chat) {
    return new TextGenerator(
        (NeuralModule) decoder, NextScores.of(decoder), tokenizer, most, rules, chat);
  }

  private static TextGenerator of(
      EncoderDecoder model, Tokenizer tokenizer, int start, GenerationRules rules, ChatFiles chat) {
    return new TextGenerator(
        (NeuralModule) model,
        NextScores.of(model, start),
        tokenizer,
        Integer.MAX_VALUE,
        rules,
        chat);
  }

  private static GenerationRules rules(ModelConfig given, ModelConfig config)
      throws ModelLoadException {
    try {
      return GenerationRules.of(given, config);
    } catch (ModelConfigException e) {
      throw new ModelLoadException(given.file(), e.problem(), e);
    }
  }

  private static GenerationRules ending(int[] tokens) {
    return GenerationRules.ending(
        IntStream.of(tokens).boxed().collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * The model, whose layers hooks can be added to: they see the prompt once, and then one token at
   * a time. Its weights must not be changed during calls.
   */
  public NeuralModule model() {
    return module;
  }

  /** The tokenizer. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * The maximum number of tokens of a text, the prompt included; {@link Integer#MAX_VALUE} if the
   * model sets none, as those with relative positions only.
   */
  public int maxLength() {
    return maxLength;
  }

  /** What the model writes after a prompt, with the most likely token each time. */
  public String generate(String prompt) {
    return generate(prompt, GenerateOptions.defaults());
  }

  /** What the model writes after a prompt. */
  public String generate(String prompt, GenerateOptions options) {
    return generate(prompt, options, _ -> true);
  }

  /**
   * What the model writes after a prompt, piece by piece.
   *
   * @param more gets each piece as soon as it is certain, and says whether to go on; with beams,
   *     which are known at the end only, it gets the whole text, and empty pieces before
   * @return the whole text, or what there was when {@code more} ended it
   */
  public String generate(String prompt, GenerateOptions options, Predicate<String> more) {
    return write(ids(prompt, true), options, more).text();
  }

  private ChatAnswer write(int[] prompt, GenerateOptions options, Predicate<String> more) {
    NextScores.Begun begun = model.begin(List.of(prompt));
    int[] ids = begun.texts().getFirst();
    TextPieces pieces = new TextPieces(tokenizer, ids, options.stopStrings());
    if (options.numBeams() > 1) {
      return best(prompt, begun, pieces, options, more);
    }
    TokenWriter writer = new TokenWriter(begun, options, rules, maxLength);
    StringBuilder text = new StringBuilder();
    int written = 0;
    ChatAnswer.End end = ChatAnswer.End.LENGTH;
    while (end == ChatAnswer.End.LENGTH) {
      int[] next = writer.write();
      if (next == null) {
        break;
      }
      written++;
      if (rules.ends().contains(next[0])) {
        end = ChatAnswer.End.STOP;
        break;
      }
      String piece = pieces.add(next[0]);
      text.append(piece);
      if (!piece.isEmpty() && !more.test(piece)) {
        return new ChatAnswer(text.toString(), prompt.length, written, ChatAnswer.End.CANCELLED);
      }
      end = pieces.isStopped() ? ChatAnswer.End.STOP : end;
    }
    String rest = pieces.finish();
    if (!rest.isEmpty()) {
      var _ = more.test(rest);
    }
    return new ChatAnswer(text.append(rest).toString(), prompt.length, written, end);
  }

  private ChatAnswer best(
      int[] prompt,
      NextScores.Begun begun,
      TextPieces pieces,
      GenerateOptions options,
      Predicate<String> more) {
    checkBeams(options);
    boolean[] cancelled = new boolean[1];
    int[] best =
        new BeamSearch(begun.scores(), begun.texts().getFirst(), options, rules, maxLength)
            .run(
                () -> {
                  cancelled[0] |= !more.test("");
                  return !cancelled[0];
                });
    boolean ended = false;
    for (int token : best) {
      ended |= rules.ends().contains(token) || pieces.isStopped();
      if (!ended) {
        pieces.add(token);
      }
    }
    pieces.finish();
    var _ = more.test(pieces.text());
    ChatAnswer.End end =
        cancelled[0]
            ? ChatAnswer.End.CANCELLED
            : ended || pieces.isStopped() ? ChatAnswer.End.STOP : ChatAnswer.End.LENGTH;
    return new ChatAnswer(pieces.text(), prompt.length, best.length, end);
  }

  private static void checkBeams(GenerateOptions options) {
    if (options.doSample()) {
      throw new IllegalArgumentException(
          "generate: numBeams is %d and doSample is set: beams follow the best tokens, not drawn ones"
              .formatted(options.numBeams()));
    }
  }

  /**
   * The pieces of what the model writes after a prompt, each computed when the stream asks for it:
   * a stream that is not read to its end costs no more than was read.
   */
  public Stream<String> stream(String prompt, GenerateOptions options) {
    return pieces(ids(prompt, true), options);
  }

  private Stream<String> pieces(int[] prompt, GenerateOptions options) {
    if (options.numBeams() > 1) {
      return Stream.of(prompt).map(given -> write(given, options, _ -> true).text());
    }
    NextScores.Begun begun = model.begin(List.of(prompt));
    TokenWriter writer = new TokenWriter(begun, options, rules, maxLength);
    TextPieces pieces = new TextPieces(tokenizer, begun.texts().getFirst(), options.stopStrings());
    return new PieceStream(writer, pieces, rules.ends()).stream();
  }

  /**
   * What the model writes after each prompt. All are continued at once, which is faster than one
   * after the other, and gives the same texts but for rounding.
   */
  public List<String> generate(List<String> prompts, GenerateOptions options) {
    if (prompts.isEmpty() || options.numBeams() > 1) {
      return prompts.stream().map(prompt -> generate(prompt, options)).toList();
    }
    NextScores.Begun begun =
        model.begin(prompts.stream().map(prompt -> ids(prompt, true)).toList());
    List<TextPieces> texts = new ArrayList<>();
    begun
        .texts()
        .forEach(prompt -> texts.add(new TextPieces(tokenizer, prompt, options.stopStrings())));
    TokenWriter writer = new TokenWriter(begun, options, rules, maxLength);
    for (int[] next = writer.write(); next != null; next = writer.write()) {
      for (int i = 0; i < next.length; i++) {
        if (next[i] != TokenWriter.NONE && !rules.ends().contains(next[i])) {
          texts.get(i).add(next[i]);
          if (texts.get(i).isStopped()) {
            writer.end(i);
          }
        }
      }
    }
    texts.forEach(TextPieces::finish);
    return texts.stream().map(TextPieces::text).toList();
  }

  /**
   * How the model's files make texts of chats.
   *
   * @throws ModelLoadException if they do not say it
   * @throws ChatTemplateException if the template is wrong
   */
  public ChatTemplate chatTemplate() throws ModelLoadException {
    ChatTemplate known = template;
    if (known == null) {
      known = chat.template();
      template = known; // every thread would read the same
    }
    return known;
  }

  /**
   * What the model answers in a chat, by the template of its files.
   *
   * @param messages the chat so far, in which the user mostly has the last word
   * @throws ModelLoadException if the model was not made for chats
   * @throws ChatTemplateException if the template refuses the messages
   */
  public String chat(List<ChatMessage> messages, GenerateOptions options)
      throws ModelLoadException {
    return chat(messages, ChatTemplateOptions.defaults(), options, _ -> true);
  }

  /**
   * What the model answers in a chat, piece by piece.
   *
   * @param how tools and other variables of the template
   * @param more gets each piece as soon as it is certain, and says whether to go on; see {@link
   *     #generate(String, GenerateOptions, Predicate)}
   */
  public String chat(
      List<ChatMessage> messages,
      ChatTemplateOptions how,
      GenerateOptions options,
      Predicate<String> more)
      throws ModelLoadException {
    return answer(messages, how, options, more).text();
  }

  /** As {@link #chat(List, ChatTemplateOptions, GenerateOptions, Predicate)}, with numbers. */
  public ChatAnswer answer(
      List<ChatMessage> messages,
      ChatTemplateOptions how,
      GenerateOptions options,
      Predicate<String> more)
      throws ModelLoadException {
    return write(ids(messages, how), options, more);
  }

  /** The pieces of an answer, each computed when the stream asks for it. */
  public Stream<String> streamChat(
      List<ChatMessage> messages, ChatTemplateOptions how, GenerateOptions options)
      throws ModelLoadException {
    return pieces(ids(messages, how), options);
  }

  private int[] ids(List<ChatMessage> messages, ChatTemplateOptions how) throws ModelLoadException {
    return ids(chatTemplate().render(messages, how), false);
  }

  /**
   * The tokens of a text.
   *
   * @param special whether the tokenizer adds special ones, which the text of a chat has already
   */
  private int[] ids(String prompt, boolean special) {
    EncodeOptions whole =
        EncodeOptions.defaults().withoutPadding().withoutTruncation().withSpecialTokens(special);
    int[] ids = tokenizer.encode(prompt, whole).ids();
    if (ids.length == 0) {
      throw new IllegalArgumentException(
          "the prompt has no tokens: the tokenizer adds none, so it must not be empty");
    }
    return ids;
  }
}
