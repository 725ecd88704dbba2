package dev.forja.processor.prove;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.forja.Invoker;
import dev.forja.spi.Shaped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** What is known about the classes of one compilation. */
final class Classes {
  /** The role of a class in the proof. */
  private enum Kind {
    TENSOR,
    MODULE,
    OTHER
  }

  private final Trees trees;
  private final Types types;
  private final Map<TypeElement, Kind> kinds = new HashMap<>();
  private final Map<String, Map<JavaFileObject, CompilationUnitTree>> files = new HashMap<>();
  private final Map<PackageElement, Set<String>> changedArrays = new HashMap<>();
  private final Set<Tree> finished = new HashSet<>();
  private final Map<TypeElement, Map<String, Value>> states = new HashMap<>();

  Classes(Trees trees, Types types) {
    this.trees = trees;
    this.types = types;
  }

  boolean isTensor(@Nullable TypeMirror type) {
    return type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element
        && type.getKind() == TypeKind.DECLARED
        && kind(element) == Kind.TENSOR;
  }

  /** Whether a class is an invoker. */
  boolean isModule(TypeElement type) {
    return kind(type) == Kind.MODULE;
  }

  private boolean isModule(TypeMirror type) {
    return type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element
        && isModule(element);
  }

  private Kind kind(TypeElement type) {
    Kind kind = kinds.get(type);
    if (kind == null) {
      kind =
          isA(type, Shaped.class.getName())
              ? Kind.TENSOR
              : isA(type, Invoker.class.getName()) ? Kind.MODULE : Kind.OTHER;
      kinds.put(type, kind);
    }
    return kind;
  }

  /** Whether a class is, extends or implements the class with this name. */
  private boolean isA(TypeElement type, String name) {
    if (type.getQualifiedName().contentEquals(name)) {
      return true;
    }
    return types.directSupertypes(type.asType()).stream()
        .anyMatch(
            each ->
                each instanceof DeclaredType declared
                    && declared.asElement() instanceof TypeElement above
                    && isA(above, name));
  }

  /** Keeps a file of the compilation; a later round of processing replaces it. */
  void entered(CompilationUnitTree file) {
    ExpressionTree name = file.getPackageName();
    files
        .computeIfAbsent(name == null ? "" : name.toString(), _ -> new LinkedHashMap<>())
        .put(file.getSourceFile(), file);
  }

  /**
   * Reads the uses of the arrays of a package, before its first class is translated. Only files of
   * this compilation are read: to ask a package for its classes would compile all that the source
   * path has.
   */
  void readArrays(TypeElement first) {
    if (first.getEnclosingElement() instanceof PackageElement own
        && !changedArrays.containsKey(own)) {
      List<TreePath> all = new ArrayList<>();
      files
          .getOrDefault(own.getQualifiedName().toString(), Map.of())
          .values()
          .forEach(
              file -> {
                TreePath path = new TreePath(file);
                file.getTypeDecls().forEach(each -> all.add(new TreePath(path, each)));
              });
      ArrayUses uses = new ArrayUses();
      if (all.stream().anyMatch(each -> type(each) instanceof TypeElement type && hasArray(type))) {
        all.stream()
            .filter(each -> type(each) instanceof TypeElement type && !isGenerated(type))
            .forEach(each -> uses.add(each.getLeaf()));
      }
      changedArrays.put(own, uses.changed());
    }
  }

  private @Nullable Element type(TreePath path) {
    return path.getLeaf() instanceof ClassTree ? trees.getElement(path) : null;
  }

  /** Notes that the compiler is about to translate a class, whose code is then another one. */
  void finished(TreePath path) {
    finished.add(path.getLeaf());
  }

  private static boolean isGenerated(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .anyMatch(
            each ->
                each.getAnnotationType().asElement().getSimpleName().contentEquals("Generated"));
  }

  private boolean hasArray(TypeElement type) {
    return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
            .anyMatch(
                field ->
                    field.asType() instanceof ArrayType array && isModule(array.getComponentType()))
        || ElementFilter.typesIn(type.getEnclosedElements()).stream().anyMatch(this::hasArray);
  }

  /**
   * Whether the elements of the array in a final field stay as the constructor left them, because
   * no code of its package changes them or passes the array on, and no other code sees the field.
   */
  boolean keepsElements(VariableElement field) {
    Set<Modifier> modifiers = field.getModifiers();
    if (modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.PROTECTED)) {
      return false;
    }
    Element top = field;
    while (top != null && !(top instanceof PackageElement)) {
      top = top.getEnclosingElement();
    }
    Set<String> changed = top == null ? null : changedArrays.get((PackageElement) top);
    return changed != null && !changed.contains(field.getSimpleName().toString());
  }

  /**
   * The code of a superclass that the compiler has analysed, since it is a superclass of a class
   * that it has, and not translated yet; null if there is none.
   */
  @Nullable TreePath code(TypeElement superclass) {
    TreePath path = trees.getPath(superclass);
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      if (finished.contains(at.getLeaf())) {
        return null;
      }
    }
    return path;
  }

  /** Keeps what is true of every object of a class, for its subclasses in other files. */
  void keep(TypeElement type, Value.Struct state) {
    states.put(type, constants(state.fields()));
  }

  Map<String, Value> kept(TypeElement type) {
    return states.getOrDefault(type, Map.of());
  }

  /** Whether a class may have subclasses to which its children matter. */
  boolean isBase(TypeElement type) {
    return type.getKind() == ElementKind.CLASS
        && !type.getModifiers().contains(Modifier.FINAL)
        && ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
            .anyMatch(field -> isModule(field.asType()));
  }

  /** The values, and the parts of values, that depend on no size of an object. */
  private static Map<String, Value> constants(Map<String, Value> values) {
    Map<String, Value> constants = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value
              instanceof Value.Struct(Map<String, Value> fields, String made, TypeElement of)) {
            constants.put(name, new Value.Struct(constants(fields), made, of));
          } else if (isConstant(value)) {
            constants.put(name, value);
          }
        });
    return constants;
  }

  private static boolean isConstant(Value value) {
    return switch (value) {
      case Value.Int(Size size) -> size.constant() != null;
      case Value.Struct(Map<String, Value> fields, String _, TypeElement _) ->
          fields.values().stream().allMatch(Classes::isConstant);
      case Value.Items(List<Value> items, _) -> items.stream().allMatch(Classes::isConstant);
      case Value.Ints(List<Size> sizes) -> sizes.stream().allMatch(size -> size.constant() != null);
      case Value.Bool _, Value.Text _, Value.Constant _ -> true;
      default -> false;
    };
  }

  /** The members of a class that are classes. */
  static List<TreePath> nested(TreePath path) {
    return ((ClassTree) path.getLeaf())
        .getMembers().stream()
            .filter(ClassTree.class::isInstance)
            .map(member -> new TreePath(path, member))
            .toList();
  }
}
