package odd;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Target;

@Target(ElementType.TYPE_USE)
@Repeatable(Mark.Marks.class)
@interface Mark {
  String[] names() default {};

  Class<?> of() default Object.class;

  @Target(ElementType.TYPE_USE)
  @interface Marks {
    Mark[] value();
  }
}
