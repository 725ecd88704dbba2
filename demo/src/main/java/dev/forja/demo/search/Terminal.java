package dev.forja.demo.search;

import java.io.Console;
import java.io.IOException;
import org.jline.terminal.TerminalBuilder;

/** Information about the terminal that standard input and output are connected to. */
final class Terminal {
  private static final int USUAL_WIDTH = 100;

  private Terminal() {}

  /** Whether the program is used interactively. */
  @SuppressWarnings(
      "SystemConsoleNull") // since JDK 25 it is again null if there is no interactive console
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** The width in characters, or a default if the output is not a terminal. */
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
