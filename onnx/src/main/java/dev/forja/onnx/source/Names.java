package dev.forja.onnx.source;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names of Java from names of a file; each is given once. For one thread. */
final class Names {
  private final Set<String> taken = new HashSet<>();

  /** Takes a name, so that no other value gets it. */
  void take(String name) {
    taken.add(name);
  }

  /** A name like this one that is not taken, with a number behind it if need be. */
  String free(String wanted) {
    String free = wanted;
    for (int i = 2; !taken.add(free) || SourceVersion.isKeyword(free); i++) {
      free = wanted + i;
    }
    return free;
  }

  /** The words of a name as one, each but the first with a capital letter. */
  static String camel(String name, String otherwise) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("[^A-Za-z0-9]+", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      boolean shout = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
      String plain = shout ? word.toLowerCase(Locale.ROOT) : word;
      camel.append(camel.isEmpty() ? lower(plain) : upper(plain));
    }
    if (camel.isEmpty()) {
      return otherwise;
    }
    return Character.isDigit(camel.charAt(0)) ? otherwise + camel : camel.toString();
  }

  static String lower(String word) {
    return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
  }

  static String upper(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
