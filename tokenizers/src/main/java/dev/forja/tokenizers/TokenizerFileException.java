package dev.forja.tokenizers;

import java.io.IOException;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the file of a tokenizer cannot be read, is damaged, or asks for something that is not
 * known. The message names the file, the place in it, the problem and what to do.
 *
 * <p>Its own fields never change, so any thread may read it.
 */
public class TokenizerFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String file;
  private final @Nullable String place;

  /**
   * A problem of a file.
   *
   * @param file what messages call the file: mostly its path
   * @param place the place in the file, such as {@code model.vocab.hello} or {@code line 17}; null
   *     if the problem concerns the whole file
   * @param problem what is wrong, and what to do
   * @param cause the exception that showed it; null if there is none
   */
  public TokenizerFileException(
      String file, @Nullable String place, String problem, @Nullable Throwable cause) {
    super(file + ": " + (place == null ? "" : place + ": ") + problem, cause);
    this.file = file;
    this.place = place;
  }

  /** The file as the message names it: mostly its path. */
  public final String file() {
    return file;
  }

  /**
   * The place in the file: for JSON the names and indices that lead to the value, such as {@code
   * pre_tokenizer.pretokenizers[1].pattern}. Empty if the problem concerns the whole file.
   */
  public final Optional<String> place() {
    return Optional.ofNullable(place);
  }
}
