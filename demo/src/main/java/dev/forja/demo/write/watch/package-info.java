/** Shows what happens inside the model while it writes, observed through hooks. */
@NullMarked
package dev.forja.demo.write.watch;

import org.jspecify.annotations.NullMarked;
