package dev.forja.tokenizers.post;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in a row, and what is known of each, in arrays of one length; and the windows that follow
 * if the text was cut. Only the thread that makes it changes it.
 */
public final class TokenRun {
  /** The ids. */
  public final int[] ids;

  /** The type ids. */
  public final int[] typeIds;

  /** 1 for tokens, 0 for padding. */
  public final int[] attentionMask;

  /** 1 for tokens that were added. */
  public final int[] specialTokensMask;

  /** The first chars in the text. */
  public final int[] starts;

  /** The indices after the last chars in the text. */
  public final int[] ends;

  /** The numbers of the words, -1 for none. */
  public final int[] wordIds;

  /** The numbers of the texts, -1 for none. */
  public final int[] sequenceIds;

  /** How tokens are called if not as their ids; null if all are called as their ids. */
  public @Nullable String @Nullable [] names;

  /** The text; empty for tokens of none or of several. */
  public String text = "";

  /** The windows that follow. */
  public List<TokenRun> overflowing = new ArrayList<>();

  /** Tokens of which nothing is known yet. */
  public TokenRun(int size) {
    this(
        new int[size],
        new int[size],
        new int[size],
        new int[size],
        new int[size],
        new int[size],
        new int[size],
        new int[size]);
  }

  private TokenRun(
      int[] ids,
      int[] typeIds,
      int[] attentionMask,
      int[] specialTokensMask,
      int[] starts,
      int[] ends,
      int[] wordIds,
      int[] sequenceIds) {
    this.ids = ids;
    this.typeIds = typeIds;
    this.attentionMask = attentionMask;
    this.specialTokensMask = specialTokensMask;
    this.starts = starts;
    this.ends = ends;
    this.wordIds = wordIds;
    this.sequenceIds = sequenceIds;
  }

  /** The number of tokens. */
  public int size() {
    return ids.length;
  }

  /** A part of these tokens, without windows that follow. */
  public TokenRun part(int from, int to) {
    TokenRun part =
        new TokenRun(
            Arrays.copyOfRange(ids, from, to),
            Arrays.copyOfRange(typeIds, from, to),
            Arrays.copyOfRange(attentionMask, from, to),
            Arrays.copyOfRange(specialTokensMask, from, to),
            Arrays.copyOfRange(starts, from, to),
            Arrays.copyOfRange(ends, from, to),
            Arrays.copyOfRange(wordIds, from, to),
            Arrays.copyOfRange(sequenceIds, from, to));
    part.text = text;
    if (names != null) {
      part.names = Arrays.copyOfRange(names, from, to);
    }
    return part;
  }

  /** How a token is called if not as its id, else null. */
  public @Nullable String name(int index) {
    return names == null ? null : names[index];
  }

  /**
   * Joins runs. Each window of one is joined with each of the others, as Hugging Face's library
   * does: first the windows of what was joined so far, then those of the next run.
   */
  public static TokenRun join(List<TokenRun> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    TokenRun joined = concat(parts);
    List<List<TokenRun>> windows = new ArrayList<>();
    List<TokenRun> before = new ArrayList<>();
    for (TokenRun part : parts) {
      List<List<TokenRun>> next = new ArrayList<>();
      for (List<TokenRun> window : windows) {
        next.add(plus(window, part));
        for (TokenRun other : part.overflowing) {
          next.add(plus(window, other));
        }
      }
      for (TokenRun other : part.overflowing) {
        next.add(plus(before, other));
      }
      before.add(part);
      windows = next;
    }
    for (List<TokenRun> window : windows) {
      joined.overflowing.add(concat(window));
    }
    return joined;
  }

  private static List<TokenRun> plus(List<TokenRun> list, TokenRun last) {
    List<TokenRun> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(last);
    return longer;
  }

  private static TokenRun concat(List<TokenRun> parts) {
    int size = 0;
    boolean hasNames = false;
    for (TokenRun part : parts) {
      size += part.size();
      hasNames |= part.names != null;
    }
    TokenRun all = new TokenRun(size);
    @Nullable String[] names = hasNames ? new String[size] : null;
    int at = 0;
    for (TokenRun part : parts) {
      all.copy(part, at);
      if (names != null && part.names != null) {
        System.arraycopy(part.names, 0, names, at, part.size());
      }
      at += part.size();
    }
    all.names = names;
    return all;
  }

  /** Copies another run, but not its names, to a place in this one. */
  private void copy(TokenRun part, int at) {
    int size = part.size();
    System.arraycopy(part.ids, 0, ids, at, size);
    System.arraycopy(part.typeIds, 0, typeIds, at, size);
    System.arraycopy(part.attentionMask, 0, attentionMask, at, size);
    System.arraycopy(part.specialTokensMask, 0, specialTokensMask, at, size);
    System.arraycopy(part.starts, 0, starts, at, size);
    System.arraycopy(part.ends, 0, ends, at, size);
    System.arraycopy(part.wordIds, 0, wordIds, at, size);
    System.arraycopy(part.sequenceIds, 0, sequenceIds, at, size);
  }

  /** Tokens that are added to a text. */
  public static TokenRun added(int[] ids, String[] names, int typeId, int attention) {
    TokenRun run = new TokenRun(ids.length);
    System.arraycopy(ids, 0, run.ids, 0, ids.length);
    run.names = names.clone();
    Arrays.fill(run.typeIds, typeId);
    Arrays.fill(run.attentionMask, attention);
    Arrays.fill(run.specialTokensMask, 1);
    Arrays.fill(run.wordIds, -1);
    Arrays.fill(run.sequenceIds, -1);
    return run;
  }
}
