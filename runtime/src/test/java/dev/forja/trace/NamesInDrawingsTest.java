package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.nn.Linear;
import dev.forja.nn.ModuleDict;
import dev.forja.tensor.Tensor;
import java.io.StringReader;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Drawings stay what they are, whatever modules are called. */
class NamesInDrawingsTest {
  private static final String WILD = "a\u0001]]><b>&\"\ud800#";

  @Test
  void flameGraphIsXml() throws Exception {
    ModuleDict<Linear> model = ModuleDict.of(Linear.class).put(WILD, Linear.of(1, 1));
    Tensor x = Tensor.ones(1, 1);
    Linear layer = Objects.requireNonNull(model.get(WILD));
    String svg = Profile.of(() -> layer.call(x)).svg();
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
    String mermaid = Trace.record(() -> layer.call(x)).mermaid();
    assertThat(mermaid).doesNotContain("<b>").doesNotContain("]]>");
  }
}
