package dev.forja.kernel;

/**
 * The hyperparameters of one AdamW step. The betas are doubles because {@code 1 - 0.999f} is off in
 * its fifth digit.
 *
 * @param decay the factor that the parameter is multiplied by first, {@code 1 - lr * weightDecay}
 * @param stepSize {@code lr / (1 - beta1^t)}
 * @param rootBias2 {@code sqrt(1 - beta2^t)}
 */
public record AdamwStep(
    float decay, double beta1, double beta2, float eps, float stepSize, float rootBias2) {}
