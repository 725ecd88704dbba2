import dev.forja.Calls;
import dev.forja.HookScope;
import dev.forja.module.Functional;
import dev.forja.nn.Linear;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.StructuredTaskScope;

/**
 * A program: prints what the forks of a StructuredTaskScope inherit. The API is a preview in JDK
 * 25.
 */
public final class Forks {
  public static void main(String[] args) throws Exception {
    Linear layer = Linear.of(1, 1);
    Tensor one = Tensor.ones(1, 1);
    System.out.println("no-grad " + NoGrad.call(() -> fork(() -> NoGrad.isActive())));
    Philox generator = new Philox(7);
    System.out.println(
        "generator "
            + Randoms.callWith(generator, () -> fork(() -> Randoms.current() == generator)));
    System.out.println(
        "parameters "
            + Functional.call(
                layer,
                Map.of("weight", Tensor.of(new float[] {5}, 1, 1), "bias", Tensor.zeros(1)),
                () -> fork(() -> layer.call(one).item() == 5)));
    boolean[] heard = new boolean[1];
    HookScope.on(Linear.CALL)
        .observeForward((self, arguments, result) -> heard[0] = true)
        .call(() -> fork(() -> layer.call(one)));
    System.out.println("hooks " + heard[0]);
    try (Workspace _ = Workspace.open()) {
      Tensor made = fork(() -> one.add(1));
      Workspace.run(() -> {});
      System.out.println("workspace " + !lives(made));
    }
    System.out.println("carried " + NoGrad.call(() -> thread(Calls.carry(NoGrad::isActive))));
    System.out.println("plain thread " + NoGrad.call(() -> thread(NoGrad::isActive)));
  }

  private static boolean lives(Tensor tensor) {
    return tensor.item() == 2;
  }

  private static <T> T fork(Callable<T> task) throws Exception {
    try (var scope = StructuredTaskScope.open()) {
      StructuredTaskScope.Subtask<T> fork = scope.fork(task);
      scope.join();
      return fork.get();
    }
  }

  private static <T> T thread(Callable<T> task) throws Exception {
    var future = new java.util.concurrent.FutureTask<>(task);
    Thread.ofPlatform().start(future).join();
    return future.get();
  }
}
