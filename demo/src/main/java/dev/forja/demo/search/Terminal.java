package dev.forja.demo.search;

import java.io.Console;
import java.io.IOException;
import org.jline.terminal.TerminalBuilder;

/** What standard input and output are connected to. */
final class Terminal {
  private static final int USUAL_WIDTH = 100;

  private Terminal() {}

  /** Whether someone sits before it. */
  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where nobody sits
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Its width in characters, or a usual one where output goes elsewhere. */
  static int width() {
    if (!isInteractive()) {
      return USUAL_WIDTH;
    }
    try (var terminal = TerminalBuilder.builder().dumb(true).build()) {
      return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_WIDTH;
    } catch (IOException e) {
      return USUAL_WIDTH;
    }
  }
}
