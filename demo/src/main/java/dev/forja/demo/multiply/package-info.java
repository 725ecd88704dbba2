/**
 * The idea in its smallest form: calling an object runs the method that its class marked. No
 * tensors.
 */
@NullMarked
package dev.forja.demo.multiply;

import org.jspecify.annotations.NullMarked;
