import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;

final class Mlp {
  final Linear hidden = Linear.of(784, 128);
  final Linear out = Linear.of(128, 10);

  @Forward
  @Shape("n 10")
  Tensor forward(@Shape("n 784") Tensor images) {
    return out.call(hidden.call(images).relu());
  }

  public static void main(String[] args) {
    MlpInvoker model = MlpInvoker.of(); // generated from this class
    System.out.println(model.call(Tensor.rand(3, 784)).argmax(1));
  }
}
