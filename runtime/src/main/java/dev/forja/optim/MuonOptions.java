package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Muon}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class MuonOptions extends Options<MuonOptions> implements GroupOptions<MuonOptions> {
  static final MuonOptions DEFAULTS = new MuonOptions();

  private double lr = 1e-3;
  private double weightDecay = 0.1;
  private double momentum = 0.95;
  private boolean nesterov = true;
  private double a = 3.4445;
  private double b = -4.775;
  private double c = 2.0315;
  private double eps = 1e-7;
  private int nsSteps = 5;
  private AdjustLr adjustLr = AdjustLr.ORIGINAL;
  private boolean maximize = false;

  private MuonOptions() {}

  @Override
  public MuonOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with another {@link #weightDecay}. */
  public MuonOptions withWeightDecay(double value) {
    return copyWith(o -> o.weightDecay = value);
  }

  /** These options with another {@link #momentum}. */
  public MuonOptions withMomentum(double value) {
    return copyWith(o -> o.momentum = value);
  }

  /** These options with another {@link #nesterov}. */
  public MuonOptions withNesterov(boolean value) {
    return copyWith(o -> o.nesterov = value);
  }

  /** These options with another {@link #a}. */
  public MuonOptions withA(double value) {
    return copyWith(o -> o.a = value);
  }

  /** These options with another {@link #b}. */
  public MuonOptions withB(double value) {
    return copyWith(o -> o.b = value);
  }

  /** These options with another {@link #c}. */
  public MuonOptions withC(double value) {
    return copyWith(o -> o.c = value);
  }

  /** These options with another {@link #eps}. */
  public MuonOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  /** These options with another {@link #nsSteps}. */
  public MuonOptions withNsSteps(int value) {
    return copyWith(o -> o.nsSteps = value);
  }

  /** These options with another {@link #adjustLr}. */
  public MuonOptions withAdjustLr(AdjustLr value) {
    return copyWith(o -> o.adjustLr = value);
  }

  @Override
  public MuonOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  /** How the learning rate of a matrix [a, b] depends on its shape. Immutable. */
  public enum AdjustLr {
    /** By the root of a / b if that is above 1. */
    ORIGINAL,
    /** By 0.2 times the root of the larger of a and b, which makes the steps those of AdamW. */
    MATCH_RMS_ADAMW
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** The weight decay, times the learning rate a factor by which parameters shrink. */
  public double weightDecay() {
    return weightDecay;
  }

  /** The share of the past in the running mean of gradients. */
  public double momentum() {
    return momentum;
  }

  /** Whether to look ahead by the momentum once more. */
  public boolean nesterov() {
    return nesterov;
  }

  /** The factor of x in each iteration that makes the update orthogonal. */
  public double a() {
    return a;
  }

  /** The factor of the third power of x. */
  public double b() {
    return b;
  }

  /** The factor of the fifth power of x. */
  public double c() {
    return c;
  }

  /** The smallest length that an update is divided by. */
  public double eps() {
    return eps;
  }

  /** The number of iterations. */
  public int nsSteps() {
    return nsSteps;
  }

  /** How the learning rate depends on the shape of a parameter. */
  public AdjustLr adjustLr() {
    return adjustLr;
  }

  /** Whether to maximise the loss. */
  @Override
  public boolean maximize() {
    return maximize;
  }

  @Override
  public void check() {
    Ranges.notNegative("Muon", "lr", lr);
    Ranges.notNegative("Muon", "weightDecay", weightDecay);
    Ranges.notNegative("Muon", "momentum", momentum);
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr);
    to.put("weight_decay", weightDecay);
    to.put("momentum", momentum);
    to.put("nesterov", nesterov);
    to.put("ns_a", a);
    to.put("ns_b", b);
    to.put("ns_c", c);
    to.put("eps", eps);
    to.put("ns_steps", nsSteps);
    to.put("adjust_lr_fn", adjustLr.name());
    to.put("maximize", maximize);
  }

  @Override
  public MuonOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.weightDecay = from.number("weight_decay");
          o.momentum = from.number("momentum");
          o.nesterov = from.flag("nesterov");
          o.a = from.number("ns_a");
          o.b = from.number("ns_b");
          o.c = from.number("ns_c");
          o.eps = from.number("eps");
          o.nsSteps = from.count("ns_steps");
          o.adjustLr = AdjustLr.valueOf(from.text("adjust_lr_fn"));
          o.maximize = from.flag("maximize");
        });
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("weightDecay", weightDecay);
    settings.accept("momentum", momentum);
    settings.accept("nesterov", nesterov);
    settings.accept("a", a);
    settings.accept("b", b);
    settings.accept("c", c);
    settings.accept("eps", eps);
    settings.accept("nsSteps", nsSteps);
    settings.accept("adjustLr", adjustLr);
    settings.accept("maximize", maximize);
  }
}
