package dev.forja.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Old, damaged, hostile and unusual files and texts. */
class FaultsTest {
  private static final String WORDPIECE =
      "{'unk_token':'[UNK]','continuing_subword_prefix':'##','max_input_chars_per_word':100,"
          + "'vocab':{'[PAD]':0,'[UNK]':1,'[CLS]':2,'[SEP]':3,'[MASK]':4,'a':5,'##b':6}}";

  private static Tokenizer read(String json) throws TokenizerFileException {
    return Tokenizer.read(new StringReader(json.replace('\'', '"')), "tokenizer.json");
  }

  private static String bert(String more) {
    return "{'version':'1.0',"
        + more
        + "'normalizer':{'type':'BertNormalizer'},"
        + "'pre_tokenizer':{'type':'BertPreTokenizer'},'model':"
        + WORDPIECE
        + "}";
  }

  @Test
  void aModelWithoutATypeIsThatOfItsSettings() throws IOException {
    assertThat(read(bert("")).encode("ab a").ids()).containsExactly(5, 6, 5);
  }

  @Test
  void anAddedTokenMayTakeTheSpaceBeforeIt() throws IOException {
    Tokenizer tokenizer =
        read(bert("'added_tokens':[{'id':4,'content':'[MASK]','lstrip':true,'special':true}],"));
    Encoding encoding = tokenizer.encode("a  [MASK] a");
    assertThat(encoding.ids()).containsExactly(5, 4, 5);
    assertThat(encoding.span(1)).isEqualTo(new Span(1, 9));
    assertThat(tokenizer.decode(encoding.ids())).isEqualTo("a a");
  }

  @Test
  void anAddedTokenBeyondTheVocabularyIsFoundBothWays() throws IOException {
    for (String id : List.of("7", "500", "2147483647")) {
      Tokenizer tokenizer = read(bert("'added_tokens':[{'id':" + id + ",'content':'<new>'}],"));
      assertThat(tokenizer.encode("a <new>").ids()).containsExactly(5, 7);
      assertThat(tokenizer.tokenOf(7)).hasValue("<new>");
      assertThat(tokenizer.idOf("<new>")).hasValue(7);
      assertThat(tokenizer.vocabularySize()).isEqualTo(8);
      assertThat(tokenizer.tokenOf(2147483647)).isEmpty();
      assertThat(tokenizer.tokenOf(-1)).isEmpty();
    }
  }

  /**
   * Of what the library's table of scripts does not know, whatever script it has in newer versions
   * of Unicode, nothing begins a new piece; the spans are those of the library.
   */
  @Test
  void charactersOfUnknownScriptsStayWithTheOthers() throws IOException {
    Tokenizer tokenizer =
        read(
            "{'pre_tokenizer':{'type':'UnicodeScripts'},"
                + "'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0}}}");
    String text = "ab\uE000c \u0560\u10D0 \uD83E\uDE32\uD83D\uDC4B\u30FC\u30AB\u3072\u6F22 x9";
    assertThat(tokenizer.encode(text).codePointSpans())
        .containsExactly(
            new Span(0, 6),
            new Span(6, 9),
            new Span(9, 10),
            new Span(10, 15),
            new Span(15, 16),
            new Span(16, 17));
  }

  @ParameterizedTest
  @CsvSource({"\\x{4e00}|\\u4e2d", "[\\x{4e00}-\\x{9fa4}]", "\\x{4e2d}|\\x{4E00}"})
  void codePointsOfExpressionsMayBeHexadecimal(String pattern) throws IOException {
    Tokenizer tokenizer =
        read(
            "{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'"
                + pattern.replace("\\", "\\\\")
                + "'},'behavior':'Isolated','invert':false},"
                + "'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0}}}");
    assertThat(tokenizer.encode("a\u4e2db\u4e00A\u9fa5AA").starts()).containsExactly(0, 1, 2, 3, 4);
  }

  /** What the library keeps of {@code a!+\u00A9\u2211\u20ACb}. */
  @ParameterizedTest
  @CsvSource({
    "[[:punct:]], ab",
    "[[:^punct:]], !+\u00A9\u2211\u20AC",
    "\\p{Punct}, a+\u00A9\u2211\u20ACb"
  })
  void punctuationInBracketsHasSymbols(String pattern, String kept) throws IOException {
    Tokenizer tokenizer =
        read(
            "{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'"
                + pattern.replace("\\", "\\\\")
                + "'},'behavior':'Removed','invert':false},"
                + "'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0}}}");
    String text = "a!+\u00A9\u2211\u20ACb";
    StringBuilder left = new StringBuilder();
    for (Span span : tokenizer.encode(text).spans()) {
      left.append(text, span.start(), span.end());
    }
    assertThat(left).hasToString(kept);
  }

  @Test
  void hugeIdsOfTheVocabularyNeedNoHugeArrays() throws IOException {
    Tokenizer tokenizer =
        read("{'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0,'a':2147483647}}}");
    assertThat(tokenizer.encode("a").ids()).containsExactly(2147483647);
    assertThat(tokenizer.tokenOf(2147483647)).hasValue("a");
  }

  @Test
  void anEmptyAddedTokenIsIgnored() throws IOException {
    assertThat(read(bert("'added_tokens':[{'id':7,'content':''}],")).encode("ab").ids())
        .containsExactly(5, 6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | "model" is missing
          [] | must be an object
          {'model':null} | "model" is null
          {'model':{'type':'Magic'}} | model.type: the model "Magic" is not known
          {'model':{'type':'BPE','vocab':{},'merges':[],'dropout':0.1}} | model.dropout: a dropout of 0.1
          {'model':{'type':'BPE','vocab':{'a':0},'merges':['a b']}} | model.merges[0]: the token "b"
          {'model':{'type':'BPE','vocab':{'a':-1},'merges':[]}} | model.vocab: the id of the token "a"
          {'model':{'type':'Unigram','unk_id':9,'vocab':[['a',0.0]]}} | model.unk_id: 9 is no token
          {'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0}},'normalizer':{'type':'Magic'}} | normalizer.type: the normalizer "Magic" is not known
          {'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0}},'pre_tokenizer':{'type':'Sequence','pretokenizers':[{'type':'X'}]}} | pre_tokenizer.pretokenizers[0].type
          {'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0}},'added_tokens':[{'id':1,'content':null}]} | added_tokens[0]: "content" is null
          {'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0}},'decoder':{'type':'X'}} | decoder.type: the decoder "X" is not known
          {'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0}},'version':'9'} | version: the version "9"
          {'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0}}} x | no JSON
          {'model':'\\ud800'} | half of a surrogate pair
          """)
  void anErrorNamesTheFileAndThePlace(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(TokenizerFileException.class)
        .hasMessageStartingWith("tokenizer.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void deeplyNestedFilesAreRefused() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(TokenizerFileException.class);
  }

  @Test
  void missingFilesAreNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> Tokenizer.load(folder))
        .isInstanceOf(TokenizerFileException.class)
        .hasMessageContaining("neither tokenizer.json, nor vocab.txt");
    assertThatThrownBy(() -> Tokenizer.load(folder.resolve("no.json")))
        .isInstanceOf(TokenizerFileException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void oldFilesOfBertAreRead(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\n");
    assertThat(Tokenizer.load(folder).encode("AB").ids()).containsExactly(2, 5, 6, 3);
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"do_lower_case\":false,\"model_max_length\":512}");
    Tokenizer cased = Tokenizer.load(folder);
    assertThat(cased.encode("AB").ids()).containsExactly(2, 1, 3);
    assertThat(cased.maxLength()).hasValue(512);
    assertThat(cased.paddingToken()).hasValue("[PAD]");
  }

  @Test
  void oldFilesOfGpt2AreRead(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("vocab.json"), "{\"a\":0,\"b\":1,\"ab\":2,\"\u0120\":3}");
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\n");
    Tokenizer tokenizer = Tokenizer.load(folder);
    assertThat(tokenizer.encode("ab ba").ids()).containsExactly(2, 3, 1, 0);
    assertThat(tokenizer.decode(2, 3, 1, 0)).isEqualTo("ab ba");
  }

  @Test
  void halfASurrogatePairIsAReplacementCharacter() throws IOException {
    Tokenizer tokenizer =
        read(
            "{'model':{'type':'WordLevel','unk_token':'u','vocab':{'u':0,'\uFFFD':1}},"
                + "'pre_tokenizer':{'type':'Split','pattern':{'String':''},'behavior':'Isolated',"
                + "'invert':false}}");
    Encoding encoding = tokenizer.encode("x\uD83D\uFFFD\uDE00");
    assertThat(encoding.ids()).containsExactly(0, 1, 1, 1);
    assertThat(encoding.span(3)).isEqualTo(new Span(3, 4));
  }

  @Test
  void windowsShareTokensAndPaddingFillsUp() throws IOException {
    Tokenizer tokenizer = read(bert(""));
    EncodeOptions options =
        EncodeOptions.defaults()
            .withTruncation(Truncation.to(4).withStride(1))
            .withPadding(Padding.to(5));
    Encoding encoding = tokenizer.encode("a a a a a ab", options);
    assertThat(encoding.ids()).containsExactly(5, 5, 5, 5, 0);
    assertThat(encoding.attentionMask()).containsExactly(1, 1, 1, 1, 0);
    assertThat(encoding.overflowing()).hasSize(1);
    assertThat(encoding.overflowing().get(0).ids()).containsExactly(5, 5, 5, 6, 0);
    assertThatThrownBy(
            () ->
                tokenizer.encode(
                    "a a a",
                    EncodeOptions.defaults().withTruncation(Truncation.to(2).withStride(2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stride");
  }

  @Test
  void manyThreadsGetTheSameTokens() throws Exception {
    Tokenizer tokenizer = read(bert(""));
    List<String> texts = HardTexts.random(3, 200);
    List<String> expected =
        texts.stream().map(text -> tokenizer.encode(text).tokens() + "").toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<List<String>>> all =
          IntStream.range(0, 32)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () ->
                              texts.stream()
                                  .map(text -> tokenizer.encode(text).tokens() + "")
                                  .toList()))
              .toList();
      for (Future<List<String>> one : all) {
        assertThat(one.get()).isEqualTo(expected);
      }
    }
  }
}
