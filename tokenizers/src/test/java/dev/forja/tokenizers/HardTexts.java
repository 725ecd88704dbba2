package dev.forja.tokenizers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that are hard for tokenizers. */
final class HardTexts {
  private static final String[] WORDS = {
    "the",
    "Quick",
    "don't",
    "SHOULD'VE",
    "café",
    "naïve",
    "ÅNGSTRÖM",
    "İstanbul",
    "straße",
    "ΣΟΦΟΣ",
    "tokenization",
    "unbelievably",
    "12345",
    "3.14159",
    "$9.99",
    "user@example.com",
    "[MASK]",
    "[CLS]",
    "<s>",
    "</s>",
    "<mask>",
    "<|endoftext|>",
    "Привет",
    "עברית",
    "العربية",
    "हिन्दी",
    "中文字符",
    "日本語",
    "한국어",
    "👍🏽",
    "👨‍👩‍👧‍👦",
    "🇩🇪",
    "❤️",
    "𝔘𝔫𝔦",
    "½",
    "ﬁ",
    "ﷺ",
    "ｆｕｌｌ",
    "e\u0301",
    "o\u0308\u0323",
    "ḍ̇",
    "x += y->z;",
    "/* \t\n */",
    "\u202Eabc\u202C"
  };
  private static final String[] SPACES = {
    " ", " ", " ", " ", "  ", "\n", "\t", "\r\n", "\u00a0", "\u3000", "\u200b", "\u2028", "\u0085"
  };

  private HardTexts() {}

  static List<String> random(long seed, int count) {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(30); k > 0; k--) {
        if (random.nextInt(4) > 0) {
          text.append(WORDS[random.nextInt(WORDS.length)]);
        } else {
          for (int c = 1 + random.nextInt(5); c > 0; c--) {
            text.appendCodePoint(character(random));
          }
        }
        text.append(random.nextInt(4) > 0 ? SPACES[random.nextInt(SPACES.length)] : "");
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static int character(Random random) {
    int most = new int[] {0x80, 0x250, 0x3000, 0x20000, 0x110000}[random.nextInt(5)];
    int c = random.nextInt(most);
    return c == 0 || (Character.isSurrogate((char) c) && c < 0x10000) ? 'x' : c;
  }

  /** All of Unicode but surrogates and U+0000, which the judge cannot be given. */
  static List<String> allOfUnicode() {
    List<String> texts = new ArrayList<>();
    for (int first = 0; first < 0x110000; first += 512) {
      StringBuilder text = new StringBuilder();
      for (int c = Math.max(1, first); c < first + 512; c++) {
        if (c < 0xD800 || c > 0xDFFF) {
          text.appendCodePoint(c).append(c % 3 == 0 ? " " : "");
        }
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
