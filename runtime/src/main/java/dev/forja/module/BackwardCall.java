package dev.forja.module;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.Invoker;
import dev.forja.spi.CallWrapper;
import dev.forja.spi.ResultMapper;
import dev.forja.tensor.GradientTap;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call with backward hooks around it, like {@code torch.utils.hooks.BackwardHook}: a tap on the
 * result runs the pre-hooks, and a tap on the arguments runs the hooks. If no gradient reaches the
 * arguments, because none requires one or the method detaches them, the hooks run with null
 * gradients.
 */
final class BackwardCall implements CallWrapper.Wrapping {
  private final Invoker self;
  private final Entry<?, ?, ?> entry;
  private final String label;
  private final List<BackwardHook> hooks;
  private int inputs;
  private boolean inputsTapped;

  // The following fields belong to the current backward pass.
  private List<@Nullable Tensor> gradOutputs = List.of();
  private boolean reached;

  BackwardCall(Invoker self, Entry<?, ?, ?> entry, List<BackwardHook> hooks) {
    this.self = self;
    this.entry = entry;
    this.label = self.label();
    this.hooks = hooks;
  }

  private boolean hasFull() {
    return hooks.stream().anyMatch(BackwardHook.Full.class::isInstance);
  }

  @Override
  public CallArgs args(CallArgs args) {
    TensorList tensors = new TensorList();
    args.mapTensors(tensors);
    inputs = tensors.size();
    inputsTapped =
        hasFull() && !NoGrad.isActive() && tensors.all().stream().anyMatch(Tensor::requiresGrad);
    if (!inputsTapped) {
      return args;
    }
    List<Tensor> tapped =
        GradientTap.through("arguments of " + label, tensors.all(), this::atInputs);
    return tensors.replaced(entry + ": its arguments", tapped, args::mapTensors);
  }

  @Override
  @SuppressWarnings("unchecked") // the mapper of the entry that returned the result
  public @Nullable Object result(@Nullable Object result) {
    ResultMapper<@Nullable Object> mapper = (ResultMapper<@Nullable Object>) entry.results();
    TensorList tensors = new TensorList();
    mapper.map(tensors, result);
    if (NoGrad.isActive() || tensors.all().stream().noneMatch(Tensor::requiresGrad)) {
      return result;
    }
    List<Tensor> tapped = GradientTap.through("result of " + label, tensors.all(), this::atOutputs);
    return tensors.replaced(
        entry + ": its result", tapped, replacing -> mapper.map(replacing, result));
  }

  private List<@Nullable Tensor> atOutputs(List<@Nullable Tensor> arrived) {
    List<@Nullable Tensor> gradients = arrived;
    for (BackwardHook each : hooks) {
      if (each instanceof BackwardHook.Pre(FullBackwardPreHook<Invoker> hook)) {
        gradients = checked("full backward pre-hook", hook.before(self, gradients), gradients);
      }
    }
    gradOutputs = gradients;
    reached = false;
    if (!inputsTapped) {
      withoutInputs();
    } else if (hasFull()) {
      GradientTap.atEndOfBackward(
          () -> {
            if (!reached) {
              withoutInputs();
            }
          });
    }
    return gradients;
  }

  private List<@Nullable Tensor> atInputs(List<@Nullable Tensor> arrived) {
    reached = true;
    return full(arrived);
  }

  private List<@Nullable Tensor> full(List<@Nullable Tensor> arrived) {
    List<@Nullable Tensor> gradients = arrived;
    for (BackwardHook each : hooks) {
      if (each instanceof BackwardHook.Full(FullBackwardHook<Invoker> hook)) {
        gradients =
            checked("full backward hook", hook.after(self, gradients, gradOutputs), gradients);
      }
    }
    return gradients;
  }

  private void withoutInputs() {
    List<@Nullable Tensor> none = Collections.nCopies(inputs, null);
    for (@Nullable Tensor gradient : full(none)) {
      if (gradient != null) {
        throw new IllegalStateException(
            "full backward hook on %s returned a gradient of the arguments, to which none flows:"
                    .formatted(label)
                + " return gradInputs, or register an observer");
      }
    }
  }

  private List<@Nullable Tensor> checked(
      String kind,
      @Nullable List<? extends @Nullable Tensor> returned,
      List<@Nullable Tensor> given) {
    if (returned == null) {
      throw new NullPointerException(
          "%s on %s returned null: return the gradients to use, or register an observer"
              .formatted(kind, label));
    }
    if (returned.size() != given.size()) {
      throw new IllegalStateException(
          "%s on %s returned %d gradients, expected %d"
              .formatted(kind, label, returned.size(), given.size()));
    }
    return Collections.unmodifiableList(new ArrayList<>(returned));
  }
}
