package dev.forja.tokenizers.model;

/**
 * Divides a word into the longest pieces in the vocabulary, from left to right. Pieces that do not
 * begin a word have a prefix. A word that cannot be divided, or is too long, is unknown.
 */
final class WordPiece extends VocabularyModel {
  private final Trie trie;
  private final int inside;
  private final String unknown;
  private final int mostCharacters;

  WordPiece(Vocabulary vocabulary, String unknown, String prefix, int mostCharacters) {
    super(vocabulary);
    this.unknown = unknown;
    this.mostCharacters = mostCharacters;
    trie = vocabulary.trie();
    inside = trie.walk(Trie.ROOT, prefix);
  }

  @Override
  public void tokenize(char[] chars, int from, int to, Scratch scratch, Tokens out) {
    int slot = Scratch.slot(chars, from, to);
    if (slot >= 0 && scratch.copy(slot, chars, from, to, out)) {
      return;
    }
    int first = out.count();
    if (isTooLong(chars, from, to) || !divide(chars, from, to, scratch, out)) {
      out.add(unknown(unknown), from, to);
    }
    if (slot >= 0) {
      scratch.keep(slot, chars, from, to, out, first);
    }
  }

  private boolean isTooLong(char[] chars, int from, int to) {
    return to - from > mostCharacters
        && Character.codePointCount(chars, from, to - from) > mostCharacters;
  }

  /** Adds the pieces only if the whole word can be divided. */
  private boolean divide(char[] chars, int from, int to, Scratch scratch, Tokens out) {
    scratch.room(Math.min(to - from, 2 * Math.min(mostCharacters, 1 << 29)));
    int count = 0;
    int start = from;
    while (start < to) {
      int node = start == from ? Trie.ROOT : inside;
      int id = Trie.NONE;
      int end = start;
      for (int i = start; i < to && node != Trie.NONE; i++) {
        node = trie.child(node, chars[i]);
        if (node != Trie.NONE && trie.value(node) != Trie.NONE) {
          id = trie.value(node);
          end = i + 1;
        }
      }
      if (id == Trie.NONE) {
        return false;
      }
      scratch.a[count] = id;
      scratch.b[count++] = end;
      start = end;
    }
    int begin = from;
    for (int i = 0; i < count; i++) {
      out.add(scratch.a[i], begin, scratch.b[i]);
      begin = scratch.b[i];
    }
    return true;
  }
}
