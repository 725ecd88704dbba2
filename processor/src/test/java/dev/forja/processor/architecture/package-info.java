/** Tests of the rules that hold for the code of this and of other modules. */
@NullMarked
package dev.forja.processor.architecture;

import org.jspecify.annotations.NullMarked;
