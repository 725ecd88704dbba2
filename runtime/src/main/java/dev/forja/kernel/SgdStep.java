package dev.forja.kernel;

/**
 * The numbers of a step of SGD.
 *
 * @param momentum 0 for none; then there is no velocity
 * @param first whether the velocity is to be set to the gradient rather than updated
 */
public record SgdStep(
    float lr,
    float momentum,
    float dampening,
    float weightDecay,
    boolean nesterov,
    boolean first) {}
