package dev.forja.models.jinja;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Dates in the format of C's {@code strftime}, in English. */
final class Dates {
  private Dates() {}

  static String format(String format, ZonedDateTime now) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
      } else {
        char kind = format.charAt(++i);
        boolean plain = kind == '-' && i + 1 < format.length();
        String part = part(plain ? format.charAt(++i) : kind, now);
        text.append(plain ? part.replaceFirst("^[0 ]+(?=.)", "") : part);
      }
    }
    return text.toString();
  }

  private static String part(char kind, ZonedDateTime now) {
    return switch (kind) {
      case 'Y' -> String.valueOf(now.getYear());
      case 'C' -> two(now.getYear() / 100);
      case 'y' -> two(now.getYear() % 100);
      case 'm' -> two(now.getMonthValue());
      case 'd' -> two(now.getDayOfMonth());
      case 'e' -> spaced(now.getDayOfMonth());
      case 'H' -> two(now.getHour());
      case 'k' -> spaced(now.getHour());
      case 'I' -> two(now.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'l' -> spaced(now.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'M' -> two(now.getMinute());
      case 'S' -> two(now.getSecond());
      case 'f' -> "%06d".formatted(now.getNano() / 1000);
      case 'j' -> "%03d".formatted(now.getDayOfYear());
      case 'p' -> now.getHour() < 12 ? "AM" : "PM";
      case 'B' -> now.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH).format(now);
      case 'A' -> now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH).format(now);
      case 'u' -> String.valueOf(now.getDayOfWeek().getValue());
      case 'w' -> String.valueOf(now.getDayOfWeek().getValue() % 7);
      case 'U' -> two((now.getDayOfYear() + 6 - now.getDayOfWeek().getValue() % 7) / 7);
      case 'W' -> two((now.getDayOfYear() + 6 - (now.getDayOfWeek().getValue() + 6) % 7) / 7);
      case 'V' -> two(now.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'G' -> String.valueOf(now.get(IsoFields.WEEK_BASED_YEAR));
      case 's' -> String.valueOf(now.toEpochSecond());
      case 'D', 'x' -> format("%m/%d/%y", now);
      case 'F' -> format("%Y-%m-%d", now);
      case 'T', 'X' -> format("%H:%M:%S", now);
      case 'R' -> format("%H:%M", now);
      case 'r' -> format("%I:%M:%S %p", now);
      case 'c' -> format("%a %b %e %H:%M:%S %Y", now);
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'z', 'Z' -> ""; // the time has no zone, as in the reference
      case '%' -> "%";
      default -> "%" + kind;
    };
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }

  private static String spaced(int number) {
    return "%2d".formatted(number);
  }
}
