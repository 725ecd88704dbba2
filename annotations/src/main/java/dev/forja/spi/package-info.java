/**
 * The side of the call contract that users do not see: what generated invokers, the base classes of
 * invokers and tensor libraries implement and call. Code that only defines and calls models needs
 * nothing from here.
 */
@NullMarked
package dev.forja.spi;

import org.jspecify.annotations.NullMarked;
