package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a file of weights that a model class must fit. The compiler reads the header of the file
 * and compares the names in it with the state of the class, and the sizes where the class fixes
 * them. A name that is missing, not expected, or of another shape is an error at the field.
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
 * model.safetensors.index.json}. It lies in the folder of the option {@code
 * -Aforja.checkpoints=DIR}; without the option, in the folder that the compiler runs in. Where it
 * is absent the compiler writes a note, with {@code -Aforja.checkpoints.required} an error.
 *
 * <p>A build that compiles only what has changed does not see that the file has changed: a test
 * with {@code dev.forja.module.CheckpointFile} does.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Checkpoint {
  /** The path of the file, with {@code /} between its parts. */
  String value();
}
