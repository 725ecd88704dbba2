package toyapp;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.ShapeMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.example.toy.Gain;
import org.example.toy.Vec;

/** A model of a user of the toy library. */
final class Main {
  final List<Gain> gains;

  private Main(Gain... gains) {
    this.gains = List.of(gains);
  }

  @Forward
  @Shape("n")
  Vec forward(@Shape("n") Vec input) {
    Vec output = input;
    for (Gain gain : gains) {
      output = gain.call(output);
    }
    return output;
  }

  public static void main(String[] args) {
    MainInvoker model = MainInvoker.wrap(new Main(Gain.of(1, 2), Gain.of(3, 4)));
    System.out.println("call " + model.call(Vec.of(10, 10)));
    System.out.println("state " + model.state());

    model.load(Map.of("gains.1.weight", Vec.of(5, 6), "gains.0.shift", Vec.of(1, 1)));
    System.out.println("loaded " + model.eval().call(Vec.of(10, 10)) + " " + model.training());

    List<String> seen = new ArrayList<>();
    try (var _ =
            model
                .gains()
                .getFirst()
                .observeForward((self, in, out) -> seen.add(self.path() + in.input() + out));
        var _ = model.registerForwardHook((_, _, result) -> result.times(2));
        var _ = model.registerForwardPreHook((_, in) -> in.withInput(in.input().times(10)))) {
      System.out.println("hooked " + model.call(Vec.of(1, 1)) + " " + seen);
    }
    System.out.println("again " + model.call(Vec.of(1, 1)) + " " + seen.size());

    try {
      model.call(Vec.of(1, 2, 3));
    } catch (ShapeMismatchException mismatch) {
      System.out.println(mismatch.getMessage());
    }
  }
}
