package bug;

import dev.forja.Forward;
import java.util.List;

abstract class Base<A extends List<? super R>, R> { // note: [ModelAbstract] at class|Base
  @Forward <Q extends A> R step(A given, Q more) { return null; }
}
