package dev.forja.processor.model;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The visibility of a generated class or member. Generated code needs no other levels. */
public enum Access {
  /** Public. */
  PUBLIC,
  /** Package-private. */
  PACKAGE;

  /** {@link #PUBLIC} if the condition holds, otherwise {@link #PACKAGE}. */
  public static Access publicIf(boolean condition) {
    return condition ? PUBLIC : PACKAGE;
  }

  /** The narrower of the two. */
  public Access and(Access other) {
    return this == PUBLIC ? other : this;
  }

  /** The modifiers of a member with this visibility, and {@code others}. */
  public Modifier[] with(Modifier... others) {
    List<Modifier> all = new ArrayList<>();
    if (this == PUBLIC) {
      all.add(Modifier.PUBLIC);
    }
    all.addAll(List.of(others));
    return all.toArray(Modifier[]::new);
  }
}
