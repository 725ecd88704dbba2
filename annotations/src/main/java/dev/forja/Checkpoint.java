package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a file of weights that a model class must fit. The compiler reads the header of the file
 * and compares its names with the state of the class, and also the sizes if the class determines
 * them. A missing or unexpected name, or a different shape, is an error at the field.
 *
 * <pre>{@code
 * @Checkpoint("weights/net.safetensors")
 * final class Net {
 *   final Linear hidden = Linear.of(784, 128);
 *
 *   @Forward
 *   Tensor forward(Tensor x) {
 *     return hidden.call(x);
 *   }
 * }
 * }</pre>
 *
 * <p>The file is a safetensors file, or the index of a sharded one, {@code
 * model.safetensors.index.json}. It is searched in the folder of the option {@code
 * -Aforja.checkpoints=DIR}; without the option, in the working directory of the compiler. If it
 * does not exist, the compiler reports a note or, with {@code -Aforja.checkpoints.required}, an
 * error.
 *
 * <p>An incremental build does not notice that only the file has changed; a test with {@code
 * dev.forja.module.CheckpointFile} does.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Checkpoint {
  /** The path of the file, with {@code /} between its parts. */
  String value();
}
