package dev.forja.op;

/** How the pixels of a larger or smaller image are made from those of x. */
public enum Resampling {
  /** Each is the pixel that its corner falls into. */
  NEAREST,
  /** Each is weighed from the four pixels around its centre. */
  BILINEAR,
  /** The same, with the centres of the corner pixels of both images on each other. */
  BILINEAR_ALIGN_CORNERS
}
