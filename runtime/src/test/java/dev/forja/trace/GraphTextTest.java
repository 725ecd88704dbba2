package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Graphs as tables and drawings. */
class GraphTextTest {
  private final Sequential model =
      Sequential.of(Flatten.of(), Sequential.of(Linear.of(6, 4), ReLU.of()), Linear.of(4, 2));
  private final Graph graph = Trace.record(() -> model.call(Tensor.zeros(5, 2, 3)).softmax(-1));

  @Test
  void isATableOfOps() {
    assertThat(graph)
        .hasToString(
            """
            Path       Op                     Inputs               Outputs  Parameters  FLOPs
            ---------------------------------------------------------------------------------
            0          reshape(shape=[5, 6])  [5, 2, 3]            [5, 6]            -      -
            1.0        linear                 [5, 6], [4, 6], [4]  [5, 4]           28    260
            1.1        relu                   [5, 4]               [5, 4]            -     20
            2          linear                 [5, 4], [2, 4], [2]  [5, 2]           10     90
            (outside)  softmax(dim=-1)        [5, 2]               [5, 2]            -     50
            ---------------------------------------------------------------------------------
            5 ops, 38 parameters, 420 FLOPs, 240 bytes written
            """);
  }

  @Test
  void isATableOfModulesWithTotals() {
    assertThat(graph.moduleTable())
        .isEqualTo(
            """
            Path     Type        Calls  Ops  Gradients  Parameters  FLOPs  Total FLOPs  Total bytes
            ---------------------------------------------------------------------------------------
            (model)  Sequential      1    -          -           -      -          370          200
            0        Flatten         1    1          -           -      -            -            -
            1        Sequential      1    -          -           -      -          280          160
            1.0      Linear          1    1          -          28    260          260           80
            1.1      ReLU            1    1          -           -     20           20           80
            2        Linear          1    1          -          10     90           90           40
            ---------------------------------------------------------------------------------------
            5 ops, 38 parameters, 420 FLOPs, 240 bytes written
            """);
  }

  @Test
  void isAGraphForGraphviz() {
    assertThat(graph.graphviz())
        .isEqualTo(
            """
            digraph trace {
              node [shape=box fontname="sans-serif"]
              in0 [label="input0" shape=oval]
              n4 [label="softmax(dim=-1)"]
              subgraph cluster_m0 { label="Sequential"
                subgraph cluster_m1 { label="0 (Flatten)"
                  n0 [label="reshape(shape=[5, 6])"]
                }
                subgraph cluster_m2 { label="1 (Sequential)"
                  subgraph cluster_m3 { label="1.0 (Linear)"
                    n1 [label="linear\\n1.0.weight, 1.0.bias"]
                  }
                  subgraph cluster_m4 { label="1.1 (ReLU)"
                    n2 [label="relu"]
                  }
                }
                subgraph cluster_m5 { label="2 (Linear)"
                  n3 [label="linear\\n2.weight, 2.bias"]
                }
              }
              out0 [label="output" shape=oval]
              in0 -> n0 [label="[5, 2, 3]"]
              n0 -> n1 [label="[5, 6]"]
              n1 -> n2 [label="[5, 4]"]
              n2 -> n3 [label="[5, 4]"]
              n3 -> n4 [label="[5, 2]"]
              n4 -> out0 [label="[5, 2]"]
            }
            """);
  }

  @Test
  void isAChartForMermaid() {
    assertThat(graph.mermaid())
        .isEqualTo(
            """
            flowchart TD
              in0(["input0"])
              n4["softmax(dim=-1)"]
              subgraph m0 ["Sequential"]
                subgraph m1 ["0 (Flatten)"]
                  n0["reshape(shape=[5, 6])"]
                end
                subgraph m2 ["1 (Sequential)"]
                  subgraph m3 ["1.0 (Linear)"]
                    n1["linear<br>1.0.weight, 1.0.bias"]
                  end
                  subgraph m4 ["1.1 (ReLU)"]
                    n2["relu"]
                  end
                end
                subgraph m5 ["2 (Linear)"]
                  n3["linear<br>2.weight, 2.bias"]
                end
              end
              out0(["output"])
              in0 -- "[5, 2, 3]" --> n0
              n0 -- "[5, 6]" --> n1
              n1 -- "[5, 4]" --> n2
              n2 -- "[5, 4]" --> n3
              n3 -- "[5, 2]" --> n4
              n4 -- "[5, 2]" --> out0
            """);
  }
}
