package dev.forja.demo.write;

import dev.forja.demo.DemoException;
import dev.forja.demo.search.Corpus;
import dev.forja.demo.search.Passage;
import dev.forja.tokenizers.BpeTrainer;
import dev.forja.tokenizers.Tokenizer;
import dev.forja.tokenizers.TokenizerFileException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Moby-Dick as tokens. Each chapter is its passages, one a line, and {@link #END}.
 *
 * @param file the {@code tokenizer.json}, learnt from the chapters to train on
 * @param tokenizer the tokenizer
 * @param training the tokens of the chapters to train on
 * @param heldOut the tokens of the others, each twentieth chapter
 */
record Book(String file, Tokenizer tokenizer, List<Integer> training, List<Integer> heldOut) {
  /** The token behind each chapter; its id is 0. */
  static final String END = "<|endoftext|>";

  private static final int HELD_OUT_OF = 20;
  private static final int HELD_OUT = 10;

  /** Reads the book that ships with the demo, and learns a vocabulary of so many tokens from it. */
  static Book mobyDick(int vocabulary) {
    List<String> chapters = chapters();
    List<String> training = part(chapters, false);
    String file = BpeTrainer.of(vocabulary).withSpecialTokens(END).train(training);
    try {
      Tokenizer tokenizer = Tokenizer.read(new StringReader(file), "the tokenizer of the book");
      return new Book(
          file, tokenizer, tokens(tokenizer, training), tokens(tokenizer, part(chapters, true)));
    } catch (TokenizerFileException e) {
      throw new DemoException(e);
    }
  }

  /** The first tokens of each part, as many as given. */
  Book limited(int tokens) {
    return new Book(file, tokenizer, first(training, tokens), first(heldOut, tokens));
  }

  private static List<Integer> first(List<Integer> tokens, int count) {
    return tokens.subList(0, Math.min(count, tokens.size()));
  }

  /** The texts of the chapters to train on. */
  static List<String> trainingChapters() {
    return part(chapters(), false);
  }

  private static List<String> chapters() {
    Map<String, StringBuilder> chapters = new LinkedHashMap<>();
    for (Passage passage : Corpus.mobyDick().passages()) {
      StringBuilder text = chapters.computeIfAbsent(passage.place(), _ -> new StringBuilder());
      text.append(text.isEmpty() ? "" : "\n").append(passage.text());
    }
    return chapters.values().stream().map(StringBuilder::toString).toList();
  }

  private static List<String> part(List<String> chapters, boolean heldOut) {
    return IntStream.range(0, chapters.size())
        .filter(i -> ((i + 1) % HELD_OUT_OF == HELD_OUT) == heldOut)
        .mapToObj(chapters::get)
        .toList();
  }

  private static List<Integer> tokens(Tokenizer tokenizer, List<String> chapters) {
    List<Integer> tokens = new ArrayList<>();
    for (String chapter : chapters) {
      for (int id : tokenizer.encode(chapter + END).ids()) {
        tokens.add(id);
      }
    }
    return List.copyOf(tokens);
  }
}
