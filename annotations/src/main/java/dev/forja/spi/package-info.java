/**
 * The part of the call contract that is not for users: the types that generated invokers, base
 * classes of invokers and tensor libraries implement and call. Code that only defines and calls
 * models does not need this package.
 */
@NullMarked
package dev.forja.spi;

import org.jspecify.annotations.NullMarked;
