package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Transform;
import dev.forja.tokenizers.text.Unicode;

/**
 * Cleans a text as BERT does: controls go, white space becomes spaces, ideographs get spaces around
 * them, accents go, letters become small.
 */
final class BertNormalizer implements Normalizer {
  private static final int REPLACEMENT = 0xFFFD;

  private static final Normalizer CLEAN = new CharacterNormalizer(BertNormalizer::clean);
  private static final Normalizer ACCENTS =
      new CharacterNormalizer(c -> Unicode.isNonspacing(c) ? CharacterNormalizer.GONE : c);
  private static final Normalizer LOWER = new LowercaseNormalizer();

  private final boolean cleanText;
  private final boolean spaceIdeographs;
  private final boolean stripAccents;
  private final boolean lowercase;

  BertNormalizer(
      boolean cleanText, boolean spaceIdeographs, boolean stripAccents, boolean lowercase) {
    this.cleanText = cleanText;
    this.spaceIdeographs = spaceIdeographs;
    this.stripAccents = stripAccents;
    this.lowercase = lowercase;
  }

  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    if (asciiOnly(text)) {
      return text;
    }
    AlignedText now = text;
    AlignedText other = spare;
    for (int step = 0; step < 5; step++) {
      AlignedText changed = step(step, now, shift, other);
      if (changed != now) {
        other = now;
        now = changed;
      }
    }
    return now;
  }

  private AlignedText step(int step, AlignedText text, int shift, AlignedText spare) {
    return switch (step) {
      case 0 -> cleanText ? CLEAN.apply(text, shift, spare) : text;
      case 1 -> spaceIdeographs ? ideographs(text, shift, spare) : text;
      case 2 -> stripAccents ? FormNormalizer.NFD.apply(text, shift, spare) : text;
      case 3 -> stripAccents ? ACCENTS.apply(text, shift, spare) : text;
      default -> lowercase ? LOWER.apply(text, shift, spare) : text;
    };
  }

  /** Does everything at once if the text has only printable ASCII and common white space. */
  private boolean asciiOnly(AlignedText text) {
    char[] chars = text.chars();
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = chars[i];
      if (c >= 127 || (c < 32 && c != '\n' && c != '\r' && c != '\t')) {
        return false;
      }
    }
    for (int i = 0; i < length; i++) {
      char c = chars[i];
      if (c < 32) {
        chars[i] = cleanText ? ' ' : c;
      } else if (lowercase && c >= 'A' && c <= 'Z') {
        chars[i] = (char) (c + 32);
      }
    }
    return true;
  }

  private static int clean(int c) {
    boolean isLine = c == '\t' || c == '\n' || c == '\r';
    boolean isRemoved = c == 0 || c == REPLACEMENT || (Unicode.isOther(c) && !isLine);
    return isRemoved ? CharacterNormalizer.GONE : Unicode.isWhitespace(c) ? ' ' : c;
  }

  private static AlignedText ideographs(AlignedText text, int shift, AlignedText spare) {
    char[] chars = text.chars();
    int length = text.length();
    boolean isPresent = false;
    for (int i = 0; i < length && !isPresent; i++) {
      isPresent = chars[i] >= 0x3400;
    }
    if (!isPresent) {
      return text;
    }
    spare.clearAligned();
    Transform out = new Transform(text, 0, length, shift, spare);
    for (int i = 0; i < length; ) {
      int c = Character.codePointAt(chars, i, length);
      i += Character.charCount(c);
      if (isIdeograph(c)) {
        out.emit(' ', 0);
        out.emit(c, 1);
        out.emit(' ', 1);
      } else {
        out.emit(c, 0);
      }
    }
    return spare;
  }

  /** The blocks of ideographs that BERT puts spaces around; those of extension E begin late. */
  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
