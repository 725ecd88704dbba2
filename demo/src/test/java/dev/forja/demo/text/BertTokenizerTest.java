package dev.forja.demo.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.forja.demo.DemoException;
import dev.forja.demo.search.Corpus;
import dev.forja.demo.search.Passage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ours gives the ids that Hugging Face's own tokenizer gives, for every text. */
class BertTokenizerTest {
  private static final int ALL = 1_000_000;
  private static final int CHARACTERS_AT_ONCE = 512;

  /** Of the code points that mean nothing and lie far from all that do, one in so many. */
  private static final int STEP = 61;

  private static Reference reference;
  private static BertTokenizer ours;

  @BeforeAll
  static void load() throws IOException {
    reference = new Reference();
    ours = Reference.ours();
  }

  @AfterAll
  static void close() {
    reference.close();
  }

  @Test
  void allTextOfTheDemo() {
    for (Passage passage : Corpus.mobyDick().passages()) {
      assertSame(passage.text());
    }
  }

  @Test
  void everyCharacterOfUnicode() {
    StringBuilder text = new StringBuilder();
    int characters = 0;
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += step(c)) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        text.append(" a").appendCodePoint(c).append("b ").appendCodePoint(c);
        characters++;
      }
      if (characters % CHARACTERS_AT_ONCE == 0) {
        assertSame(text.toString());
        text.setLength(0);
      }
    }
    assertSame(text.toString());
    assertThat(characters).isGreaterThan(200_000);
  }

  private static int step(int c) {
    boolean meaningless = (c > 0x32000 && c < 0xdff00) || c > 0xf0010;
    return meaningless && c + STEP <= Character.MAX_CODE_POINT ? STEP : 1;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\t\r ",
        "Someone plays guitar.",
        "Ångström, naïve café, Übermaß, fiancée; ĳ Œuvre",
        "I\u0307stanbul İSTANBUL ıi ΣΊΣΥΦΟΣ ὈΔΥΣΣΕΎΣ",
        "e\u0301 n\u0303 a\u0308\u0323 q\u0307\u0323 \u0344 \u1e9b\u0323",
        "漢字かな交じり文、한국어 中文字符 𠀀𪜀𫠀 豈",
        "한국어 각 각 힣",
        "👩‍👩‍👧‍👦 family 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪 ❤️ 👍🏽 ☠",
        "a\u0000b\u0001c\u007fd\u0085e\u00a0f\u00adg\ufffdh\u200bi\u200ej\u2028k\u2029l\ufeffm",
        "tab\there\u000bvertical\u000cfeed\u1680ogham\u2003em\u205fmath\u3000wide",
        "עברית עם נִקּוּד العربية مع تَشْكِيل \u202eright\u202c",
        "[CLS] in the text [SEP] and [PAD][UNK][MASK] too [mask] [ SEP ] [SEP",
        "x[SEP]y [[SEP]] ##ing ##s [unused1] [UNK",
        "$1,000.00 ~!@#$%^&*()_+-={}|[]\\:\";'<>?,./`",
        "¡Hola! «bien» “quotes” ‘single’ — em – en … ‰ № ™ © § ¶ ª º ½ ³",
        "don't can't 3.14159 1e-7 C++ C# .NET http://example.com/?q=1&x=2",
        "ﬁ ﬂ ﬃ ＦＵＬＬ ｗｉｄｔｈ ①②③ Ⅳ ㎏ ǆ ǅ Ǆ ß ẞ",
        "\ud83d lone high, \ude00 lone low, \ude00\ud83d swapped",
        "\ue000 private \uf8ff use \udb80\udc00 planes \u0378 unassigned \uffff",
        "ά̣ ᾳ ᾼ ΐ ϒ Ⅷ ʼn ǰ",
        "नमस्ते दुनिया สวัสดีชาวโลก မြန်မာ ខ្មែរ ქართული Հայերեն",
        "\u166d \u1734 \ud804\uddc9 \u061d \u0897 \u09fd",
      })
  void hardTexts(String text) {
    assertSame(text);
    assertSame("before " + text + " after");
    assertSame("before" + text + "after");
  }

  @Test
  void longWordsAndLongTexts() {
    for (int length = 98; length <= 102; length++) {
      assertSame("a".repeat(length) + " b");
      assertSame("é".repeat(length));
      assertSame("e\u0301".repeat(length));
      assertSame("👍".repeat(length));
      assertSame("İ".repeat(length));
      assertSame("中".repeat(length));
      assertSame("a-".repeat(length));
    }
    assertSame("unbelievably long ".repeat(5_000));
    assertSame("x".repeat(100_000));
  }

  @Test
  void randomTexts() {
    Random random = new Random(8);
    String[] parts = {
      "[SEP]", "[CLS]", "[", "]", "##", "ing", "the", " ", "\t", "É", "\u0301", "ß", "-", "."
    };
    for (int i = 0; i < 4_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        switch (random.nextInt(6)) {
          case 0 -> text.append(parts[random.nextInt(parts.length)]);
          case 1 -> text.append((char) random.nextInt(' ', 0x7f));
          case 2 -> text.append((char) random.nextInt(0x80, 0x600));
          case 3 -> text.append((char) random.nextInt(0x10000));
          case 4 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
          default -> text.append((char) random.nextInt('a', 'z' + 1));
        }
      }
      assertSame(text.toString());
    }
  }

  @Test
  void cutsLongTextsAndSaysSo() {
    BertTokenizer.Tokens tokens = ours.encode("one two three four", 5);
    assertThat(tokens.cut()).isTrue();
    assertThat(tokens.ids()).containsExactly(101, 2028, 2048, 2093, 102);
    assertThat(ours.encode("one two three", 5).cut()).isFalse();
    assertThat(ours.piece(2028)).isEqualTo("one");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ours.encode("one", 1));
  }

  @Test
  void otherFilesAreRefused() {
    refused("no json", "t.json is not a tokenizer.json: ");
    refused("{\"model\": ", "t.json is not a tokenizer.json: ");
    refused(
        "{}", "t.json does not describe a BERT tokenizer that this demo supports: see model.type");
    refused(
        "{\"model\": {\"type\": \"BPE\"}}",
        "t.json does not describe a BERT tokenizer that this demo supports: see model.type");
  }

  private static void refused(String json, String message) {
    assertThatExceptionOfType(DemoException.class)
        .isThrownBy(
            () ->
                BertTokenizer.read(
                    "t.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
        .withMessageStartingWith(message);
  }

  private static void assertSame(String text) {
    assertThat(ours.encode(text, ALL).ids()).as(text).isEqualTo(reference.encode(wellFormed(text)));
  }

  /** Half surrogates cannot pass into native code, which would take all pairs for damage too. */
  private static String wellFormed(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }
}
