package dev.forja.models;

import java.io.Serial;

/**
 * Thrown if a chat template is wrong, raises an error, or does what is not possible with the
 * messages that it is given. The message names the line. Its fields never change, so any thread may
 * read it.
 */
public final class ChatTemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ChatTemplateException(String message, Throwable cause) {
    super(message, cause);
  }
}
