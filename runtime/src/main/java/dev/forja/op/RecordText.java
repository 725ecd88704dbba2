package dev.forja.op;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the components of a record from its {@code toString}, which needs no reflection. */
final class RecordText {
  private RecordText() {}

  /**
   * The components in {@code Name[first=1, second=[2, 3]]}, in order; empty if the text does not
   * have that form.
   */
  static Map<String, String> components(String text) {
    Map<String, String> components = new LinkedHashMap<>();
    int open = text.indexOf('[');
    if (open >= 0 && text.endsWith("]")) {
      String inside = text.substring(open + 1, text.length() - 1);
      int depth = 0;
      int from = 0;
      for (int i = 0; i < inside.length(); i++) {
        char letter = inside.charAt(i);
        depth += "[({".indexOf(letter) >= 0 ? 1 : "])}".indexOf(letter) >= 0 ? -1 : 0;
        if (depth == 0 && letter == ',' && isName(inside, i + 2)) {
          put(components, inside.substring(from, i));
          from = i + 2;
        }
      }
      put(components, inside.substring(from));
    }
    return Collections.unmodifiableMap(components);
  }

  /** Whether a name and an equals sign follow here; if not, the comma before is part of a value. */
  private static boolean isName(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return at > from && at < text.length() && text.charAt(at) == '=';
  }

  private static void put(Map<String, String> components, String component) {
    int equals = component.indexOf('=');
    if (equals > 0) {
      components.put(component.substring(0, equals), component.substring(equals + 1));
    }
  }
}
