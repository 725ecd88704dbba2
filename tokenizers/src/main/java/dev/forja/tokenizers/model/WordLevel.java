package dev.forja.tokenizers.model;

/** Takes each word for a token. */
final class WordLevel extends VocabularyModel {
  private final String unknown;

  WordLevel(Vocabulary vocabulary, String unknown) {
    super(vocabulary);
    this.unknown = unknown;
  }

  @Override
  public void tokenize(char[] chars, int from, int to, Scratch scratch, Tokens out) {
    int id = vocabulary.idOf(chars, from, to);
    out.add(id == Vocabulary.NONE ? unknown(unknown) : id, from, to);
  }
}
