/**
 * Modules of tensors: the base class of their invokers, their state, loading and saving, the
 * schema, backward hooks, functional calls and the summary. It contains no layers.
 */
@NullMarked
package dev.forja.module;

import org.jspecify.annotations.NullMarked;
