package dev.forja.processor.model;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** How visible a generated class or member is. Generated code needs no other levels. */
public enum Access {
  /** For everybody. */
  PUBLIC,
  /** For the package of the model. */
  PACKAGE;

  /** Public or not. */
  public static Access publicIf(boolean condition) {
    return condition ? PUBLIC : PACKAGE;
  }

  /** The narrower of the two. */
  public Access and(Access other) {
    return this == PUBLIC ? other : this;
  }

  /** The modifiers of a member as visible as this, with {@code others}. */
  public Modifier[] with(Modifier... others) {
    List<Modifier> all = new ArrayList<>();
    if (this == PUBLIC) {
      all.add(Modifier.PUBLIC);
    }
    all.addAll(List.of(others));
    return all.toArray(Modifier[]::new);
  }
}
