package dev.forja.kernel;

/**
 * The hyperparameters of one SGD step.
 *
 * @param momentum the momentum; 0 for none, and then there is no velocity
 * @param first whether this is the first step, which sets the velocity to the gradient instead of
 *     updating it
 */
public record SgdStep(
    float lr,
    float momentum,
    float dampening,
    float weightDecay,
    boolean nesterov,
    boolean first) {}
