package dev.forja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleTreeTest {
  @Test
  void P43_modulesAreWalkedOnceUnderTheirFirstPath() {
    Node shared = new Node("shared");
    Node root = new Node("root", new Node("a", shared, shared), shared);
    assertThat(root.namedModules().keySet()).containsExactly("", "0", "0.0");
    assertThat(root.namedChildren().keySet()).containsExactly("0", "1");
    assertThat(root.modules(Node.class)).hasSize(3);
  }

  @Test
  void P45_visitingGoesChildrenFirstAndToEachModuleOnce() {
    Node shared = new Node("shared");
    Node root = new Node("root", new Node("a", shared), new Node("b", shared));
    List<String> visited = new ArrayList<>();
    root.visitModules(module -> visited.add(((Node) module).name));
    assertThat(visited).containsExactly("shared", "a", "b", "root");
  }

  @Test
  void P46_aCircleOfObjectsIsRefusedWithItsPath() {
    Node inner = new Node("inner");
    Node root = new Node("root", inner);
    inner.children.add(root);
    assertThatThrownBy(root::modules)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("module '' (Node) contains itself: it is also '0.0'");
  }

  @Test
  void P48_theModeReachesTheWholeTree() {
    Node leaf = new Node("leaf");
    Node root = new Node("root", leaf);
    assertThat(root.training()).isTrue();
    assertThat(root.eval()).isSameAs(root);
    assertThat(leaf.training()).isFalse();
    root.train();
    assertThat(leaf.training()).isTrue();
  }

  @Test
  void P67_equalNeighboursAreCollapsed() {
    Node root =
        new Node("root", new Node("a"), new Node("a"), new Node("b", new Node("c")), new Node("a"));
    assertThat(root.toString())
        .isEqualTo(
            """
            Node(
              root
              (0-1): 2 x Node(a)
              (2): Node(
                b
                (0): Node(c)
              )
              (3): Node(a)
            )\
            """);
  }

  @Test
  void pathsAreKnownWithoutACallAndFollowChanges() {
    Node leaf = new Node("leaf");
    Node middle = new Node("middle", leaf);
    Node root = new Node("root", new Node("x"), middle);
    assertThat(leaf.path()).isEqualTo("1.0");
    assertThat(leaf.label()).isEqualTo("1.0 (Node)");
    Node late = new Node("late");
    middle.children.add(late);
    root.modules();
    assertThat(late.path()).isEqualTo("1.1");
  }
}
