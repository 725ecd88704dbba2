package dev.forja.demo.terminal;

import java.io.Console;
import java.io.IOException;
import org.jline.terminal.TerminalBuilder;

/** Tells what standard input and standard output are connected to. */
public final class Terminal {
  private static final int USUAL_WIDTH = 100;

  private Terminal() {}

  /** Whether a person sits in front of a terminal. */
  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
  public static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** The width of the terminal in characters, or a usual width if there is none. */
  public static int width() {
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
