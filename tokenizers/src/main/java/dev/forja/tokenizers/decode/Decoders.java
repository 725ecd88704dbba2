package dev.forja.tokenizers.decode;

import dev.forja.tokenizers.regex.Finder;
import dev.forja.tokenizers.regex.Matches;
import dev.forja.tokenizers.text.ByteAlphabet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The decoders, each a function. */
final class Decoders {
  private static final String UNREADABLE = "\uFFFD";

  private static final String[][] CLEANED = {
    {" .", "."},
    {" ?", "?"},
    {" !", "!"},
    {" ,", ","},
    {" ' ", "'"},
    {" n't", "n't"},
    {" 'm", "'m"},
    {" do not", " don't"},
    {" 's", "'s"},
    {" 've", "'ve"},
    {" 're", "'re"}
  };

  private Decoders() {}

  /** Joins the bytes that the characters of tokens stand for. */
  static List<String> byteLevel(List<String> tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String token : tokens) {
      boolean isOfBytes = true;
      for (int i = 0; i < token.length() && isOfBytes; i++) {
        isOfBytes = ByteAlphabet.byteOf(token.charAt(i)) >= 0;
      }
      if (isOfBytes) {
        for (int i = 0; i < token.length(); i++) {
          bytes.write(ByteAlphabet.byteOf(token.charAt(i)));
        }
      } else {
        bytes.writeBytes(token.getBytes(StandardCharsets.UTF_8));
      }
    }
    return List.of(bytes.toString(StandardCharsets.UTF_8));
  }

  /** Joins pieces to words, and puts a space before each word. */
  static Decoder wordPiece(String prefix, boolean cleanup) {
    return tokens -> {
      List<String> parts = new ArrayList<>(tokens.size());
      for (String token : tokens) {
        String part =
            parts.isEmpty()
                ? token
                : token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
        parts.add(cleanup ? clean(part) : part);
      }
      return parts;
    };
  }

  private static String clean(String text) {
    String clean = text;
    for (String[] pair : CLEANED) {
      clean = clean.replace(pair[0], pair[1]);
    }
    return clean;
  }

  /** Replaces the visible character by a space; in the first token by nothing if it was added. */
  static Decoder metaspace(int replacement, boolean isAdded) {
    String visible = Character.toString(replacement);
    return tokens -> {
      List<String> parts = new ArrayList<>(tokens.size());
      for (String token : tokens) {
        parts.add(token.replace(visible, parts.isEmpty() && isAdded ? "" : " "));
      }
      return parts;
    };
  }

  /** Replaces the end of a word by a space, except in the last token. */
  static Decoder bpe(String suffix) {
    return tokens -> {
      List<String> parts = new ArrayList<>(tokens.size());
      for (int i = 0; i < tokens.size(); i++) {
        parts.add(tokens.get(i).replace(suffix, i == tokens.size() - 1 ? "" : " "));
      }
      return parts;
    };
  }

  /** Joins the repetitions of a recognised speech, and removes what separates them. */
  static Decoder ctc(String pad, String delimiter, boolean cleanup) {
    return tokens -> {
      List<String> parts = new ArrayList<>();
      String last = null;
      for (String token : tokens) {
        if (token.equals(last)) {
          continue;
        }
        last = token;
        String part = token.replace(pad, "");
        if (cleanup) {
          part = clean(part).replace(delimiter, " ");
        }
        if (!part.isEmpty()) {
          parts.add(part);
        }
      }
      return parts;
    };
  }

  /** Joins tokens such as {@code <0x61>} to the characters that their bytes are. */
  static List<String> byteFallback(List<String> tokens) {
    List<String> parts = new ArrayList<>(tokens.size());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String token : tokens) {
      int value = byteValue(token);
      if (value >= 0) {
        bytes.write(value);
      } else {
        flush(bytes, parts);
        parts.add(token);
      }
    }
    flush(bytes, parts);
    return parts;
  }

  private static int byteValue(String token) {
    if (token.length() != 6 || !token.startsWith("<0x") || !token.endsWith(">")) {
      return -1;
    }
    int high = Character.digit(token.charAt(3), 16);
    int low = Character.digit(token.charAt(4), 16);
    boolean isAscii = token.charAt(3) < 128 && token.charAt(4) < 128;
    if (isAscii && token.charAt(3) == '+' && low >= 0) {
      return low; // a sign is read as one
    }
    return isAscii && high >= 0 && low >= 0 ? 16 * high + low : -1;
  }

  private static void flush(ByteArrayOutputStream bytes, List<String> parts) {
    if (bytes.size() == 0) {
      return;
    }
    byte[] all = bytes.toByteArray();
    bytes.reset();
    try {
      parts.add(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(all)).toString());
    } catch (CharacterCodingException e) {
      for (int i = 0; i < all.length; i++) {
        parts.add(UNREADABLE);
      }
    }
  }

  /** Removes a character at the ends of each token. */
  static Decoder strip(int character, int first, int last) {
    return tokens -> {
      List<String> parts = new ArrayList<>(tokens.size());
      for (String token : tokens) {
        int[] c = token.codePoints().toArray();
        int from = 0;
        while (from < Math.min(first, c.length) && c[from] == character) {
          from++;
        }
        int to = c.length;
        while (c.length - to < last && to > 0 && c[to - 1] == character) {
          to--;
        }
        parts.add(new String(c, from, Math.max(0, to - from)));
      }
      return parts;
    };
  }

  /** Replaces the matches of a pattern in each token. */
  static Decoder replace(Finder finder, String content) {
    return tokens -> {
      List<String> parts = new ArrayList<>(tokens.size());
      Matches found = new Matches();
      for (String token : tokens) {
        found.clear();
        char[] chars = token.toCharArray();
        if (chars.length > 0) {
          finder.find(chars, 0, chars.length, found);
        }
        StringBuilder part = new StringBuilder();
        int done = 0;
        for (int i = 0; i < found.count(); i++) {
          part.append(token, done, found.start(i)).append(content);
          done = found.end(i);
        }
        parts.add(part.append(token, done, token.length()).toString());
      }
      return parts;
    };
  }
}
