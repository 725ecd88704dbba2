package dev.forja.spark;

import java.io.Serializable;
import java.util.List;

/** How a model runs on rows. */
interface RowModel<M> extends Serializable {
  /**
   * The values of the output columns for each row.
   *
   * @param rows the values of the input columns, none of them null
   */
  List<Object[]> run(M model, List<Object[]> rows);
}
