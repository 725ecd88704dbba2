package dev.forja.processor.read;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Finds classes by name and determines where they are declared. */
public final class Classes {
  private Classes() {}

  /** The canonical name. (ecj's own canonical name has dots instead of dollar signs.) */
  public static String name(TypeElement type) {
    String outer =
        type.getEnclosingElement() instanceof QualifiedNameable around
            ? around instanceof TypeElement outerType
                ? name(outerType)
                : around.getQualifiedName().toString()
            : "";
    return outer.isEmpty() ? type.getSimpleName().toString() : outer + "." + type.getSimpleName();
  }

  /** The class with this canonical name; null if there is none that other code can name. */
  public static @Nullable TypeElement find(Elements elements, String name) {
    TypeElement found = elements.getTypeElement(name);
    int dot = name.lastIndexOf('.');
    if (found != null || dot < 0) {
      return found;
    }
    TypeElement outer = find(elements, name.substring(0, dot));
    return outer == null
        ? null
        : ElementFilter.typesIn(outer.getEnclosedElements()).stream()
            .filter(type -> type.getSimpleName().contentEquals(name.substring(dot + 1)))
            .findFirst()
            .orElse(null);
  }

  /**
   * The class of this name in the package of another; null if there is none. The module is passed
   * explicitly, because javac would otherwise search every module of the JDK.
   */
  static @Nullable TypeElement beside(Elements elements, TypeElement type, String simpleName) {
    String in = elements.getPackageOf(type).getQualifiedName().toString();
    String name = in.isEmpty() ? simpleName : in + "." + simpleName;
    ModuleElement module = isOfJavac(type) ? elements.getModuleOf(type) : null;
    return module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name);
  }

  /** The class that surrounds the given one and is itself not nested. */
  static TypeElement outermost(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement around ? outermost(around) : type;
  }

  /** Whether the element comes from javac, whose model has information that ecj's lacks. */
  static boolean isOfJavac(Element element) {
    return element.getClass().getName().startsWith("com.sun.tools.javac.");
  }

  /** Whether the class needs an instance of the enclosing class. */
  static boolean isInner(TypeElement type) {
    return type.getNestingKind().isNested()
        && type.getKind() == ElementKind.CLASS
        && !type.getModifiers().contains(Modifier.STATIC);
  }

  /**
   * The type variables in scope: first those of the enclosing classes of an inner class, then its
   * own.
   */
  static List<TypeParameterElement> variables(TypeElement type) {
    List<TypeParameterElement> all = new ArrayList<>();
    Element outer = type.getEnclosingElement();
    if (isInner(type) && outer instanceof TypeElement around) {
      all.addAll(variables(around));
    }
    for (TypeParameterElement own : type.getTypeParameters()) {
      all.removeIf(hidden -> hidden.getSimpleName().equals(own.getSimpleName()));
      all.add(own);
    }
    return all;
  }
}
