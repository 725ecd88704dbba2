package dev.forja.processor.read;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * Allocates names that are not taken yet. The user's names come first; generated ones are changed
 * if they clash.
 */
final class Names {
  private final Set<String> taken;

  Names(Collection<String> taken) {
    this.taken = new HashSet<>(taken);
  }

  /** {@code wanted}, with as many underscores appended as it takes to be unique. */
  String allocate(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  static String capitalized(String name) {
    int first = name.codePointAt(0);
    return Character.toString(Character.toUpperCase(first))
        + name.substring(Character.charCount(first));
  }

  /** {@code encode-text} as {@code encodeText}; null if that is not possible. */
  static @Nullable String identifier(String text) {
    StringBuilder name = new StringBuilder();
    for (String word : text.strip().split("[^\\p{L}\\p{Nd}_$]+", -1)) {
      if (!word.isEmpty()) {
        name.append(name.isEmpty() ? word : capitalized(word));
      }
    }
    return SourceVersion.isName(name) ? name.toString() : null;
  }

  /** {@code encodeText} as {@code ENCODE_TEXT}. */
  static String constant(String name) {
    StringBuilder constant = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1))) {
        constant.append('_');
      }
      constant.append(Character.toUpperCase(c));
    }
    return constant.toString();
  }
}
