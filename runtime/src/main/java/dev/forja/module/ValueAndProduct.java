package dev.forja.module;

import dev.forja.tensor.Tensor;
import java.util.List;

/**
 * The result of a function, and a product with its derivatives. Immutable and therefore
 * thread-safe.
 *
 * @param value the result of the function
 * @param products the product: one tensor, or one for each input of the function
 */
public record ValueAndProduct(Tensor value, List<Tensor> products) {
  /** Copies the list. */
  public ValueAndProduct {
    products = List.copyOf(products);
  }

  /**
   * The product, if it is one tensor.
   *
   * @throws IllegalStateException if there are several
   */
  public Tensor product() {
    if (products.size() != 1) {
      throw new IllegalStateException(
          "product: there are %d products, one for each input: use products()"
              .formatted(products.size()));
    }
    return products.getFirst();
  }
}
