/** The idea in its smallest form: calling an object runs its marked method. No tensors. */
@NullMarked
package dev.forja.demo.multiply;

import org.jspecify.annotations.NullMarked;
