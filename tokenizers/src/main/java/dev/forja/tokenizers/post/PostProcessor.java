package dev.forja.tokenizers.post;

import java.util.List;

/** Works on the tokens of a text or a pair before they are joined. Immutable. */
public interface PostProcessor {
  /** The number of tokens that are added to a text, or to a pair. */
  int added(boolean isPair);

  /**
   * The runs that are to be joined.
   *
   * @param runs one run per text, or what another processor made of them; they may be changed
   * @param addSpecialTokens whether special tokens are added
   */
  List<TokenRun> process(List<TokenRun> runs, boolean addSpecialTokens);
}
