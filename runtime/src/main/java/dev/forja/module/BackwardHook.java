package dev.forja.module;

import dev.forja.Invoker;

/** A backward hook of either kind. */
sealed interface BackwardHook {
  /** Runs before gradients flow back. */
  record Pre(FullBackwardPreHook<Invoker> hook) implements BackwardHook {}

  /** Runs after gradients have flowed back. */
  record Full(FullBackwardHook<Invoker> hook) implements BackwardHook {}
}
