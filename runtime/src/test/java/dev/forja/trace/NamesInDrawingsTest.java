package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.nn.Linear;
import dev.forja.nn.ModuleDict;
import dev.forja.tensor.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Drawings stay valid, whatever the names of modules. */
class NamesInDrawingsTest {
  private static final String WILD = "a\u0001]]><b>&\"\ud800#";

  @Test
  void namesAreEscaped() {
    ModuleDict<Linear> model = ModuleDict.of(Linear.class).put(WILD, Linear.of(1, 1));
    Tensor x = Tensor.ones(1, 1);
    Linear layer = Objects.requireNonNull(model.get(WILD));
    String svg = Profile.of(() -> layer.call(x)).svg();
    assertThat(svg).doesNotContain("]]>").doesNotContain("<b>").contains("&lt;b&gt;&amp;");
    assertThat(svg.codePoints().filter(c -> (c < ' ' && c != '\n') || (c >= 0xd800 && c < 0xe000)))
        .isEmpty();
    String mermaid = Trace.record(() -> layer.call(x)).mermaid();
    assertThat(mermaid).doesNotContain("<b>").doesNotContain("]]>");
  }
}
