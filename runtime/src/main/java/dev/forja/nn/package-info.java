/**
 * Modules of tensors: the base of their invokers, with parameters, state dicts and files, and the
 * layers, losses and containers, each a model class like a user's. Does no arithmetic of its own:
 * that is for the operations on tensors.
 */
@NullMarked
package dev.forja.nn;

import org.jspecify.annotations.NullMarked;
