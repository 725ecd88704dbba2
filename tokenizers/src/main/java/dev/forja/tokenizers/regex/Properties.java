package dev.forja.tokenizers.regex;

import dev.forja.tokenizers.text.Unicode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The names of classes of characters in regular expressions. */
final class Properties {
  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    for (String category : Unicode.CATEGORIES) {
      NAMES.put(key(category), "\\p{" + category + "}");
      NAMES.put(key(category.substring(0, 1)), "\\p{" + category.charAt(0) + "}");
    }
    String[][] names = {
      {"letter", "L"},
      {"uppercaseletter", "Lu"},
      {"lowercaseletter", "Ll"},
      {"titlecaseletter", "Lt"},
      {"modifierletter", "Lm"},
      {"otherletter", "Lo"},
      {"mark", "M"},
      {"nonspacingmark", "Mn"},
      {"spacingmark", "Mc"},
      {"enclosingmark", "Me"},
      {"number", "N"},
      {"decimalnumber", "Nd"},
      {"letternumber", "Nl"},
      {"othernumber", "No"},
      {"punctuation", "P"},
      {"connectorpunctuation", "Pc"},
      {"dashpunctuation", "Pd"},
      {"openpunctuation", "Ps"},
      {"closepunctuation", "Pe"},
      {"initialpunctuation", "Pi"},
      {"finalpunctuation", "Pf"},
      {"otherpunctuation", "Po"},
      {"symbol", "S"},
      {"mathsymbol", "Sm"},
      {"currencysymbol", "Sc"},
      {"modifiersymbol", "Sk"},
      {"othersymbol", "So"},
      {"separator", "Z"},
      {"spaceseparator", "Zs"},
      {"lineseparator", "Zl"},
      {"paragraphseparator", "Zp"},
      {"other", "C"},
      {"control", "Cc"},
      {"format", "Cf"},
      {"privateuse", "Co"},
      {"unassigned", "Cn"},
      {"digit", "Nd"},
      {"cntrl", "Cc"},
      {"alphabetic", "IsAlphabetic"},
      {"alpha", "IsAlphabetic"},
      {"uppercase", "IsUppercase"},
      {"upper", "IsUppercase"},
      {"lowercase", "IsLowercase"},
      {"lower", "IsLowercase"},
      {"ideographic", "IsIdeographic"},
      {"emoji", "IsEmoji"},
      {"extendedpictographic", "IsExtended_Pictographic"},
      {"any", "IsAssigned}\\p{Cn"}
    };
    for (String[] name : names) {
      NAMES.put(name[0], "\\p{" + name[1] + "}");
    }
    NAMES.put("space", "\\t-\\r \\x{85}\\p{Z}");
    NAMES.put("whitespace", "\\t-\\r \\x{85}\\p{Z}");
    NAMES.put("blank", "\\t\\p{Zs}");
    NAMES.put("alnum", "\\p{IsAlphabetic}\\p{Nd}");
    NAMES.put("word", "\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}");
    NAMES.put("punct", "\\p{P}");
    NAMES.put("xdigit", "0-9a-fA-F");
    NAMES.put("ascii", "\\x00-\\x7F");
  }

  private Properties() {}

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
  }

  /** A class by its name in {@code \p{...}}: a category, a script or another property. */
  static String named(String name, boolean isNot) {
    String known = NAMES.get(key(name));
    if (known == null) {
      try {
        Character.UnicodeScript script = Character.UnicodeScript.forName(name.strip());
        known = "\\p{Is" + script + "}";
      } catch (IllegalArgumentException e) {
        throw new RegexProblem("\\p{" + name + "} is not known");
      }
    }
    return (isNot ? "[^" : "[") + known + "]";
  }

  /** A class by its name in {@code [:...:]}. */
  static String posix(String name, boolean isNot) {
    // Only in brackets, punctuation has symbols too.
    String known = name.equals("punct") ? "\\p{P}\\p{S}" : NAMES.get(name);
    if (known == null) {
      throw new RegexProblem("[:" + name + ":] is not known");
    }
    return (isNot ? "[^" : "[") + known + "]";
  }
}
