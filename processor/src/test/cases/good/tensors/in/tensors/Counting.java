package tensors;

import dev.forja.spi.Shaped;
import dev.forja.spi.TensorMapper;
import org.jspecify.annotations.Nullable;

/** A mapper that counts the tensors it meets. */
final class Counting implements TensorMapper {
  private int count;

  @Override
  public <T extends @Nullable Shaped> T map(T tensor) {
    count += tensor == null ? 0 : 1;
    return tensor;
  }

  int count() {
    return count;
  }
}
