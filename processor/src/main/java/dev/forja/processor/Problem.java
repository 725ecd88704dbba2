package dev.forja.processor;

import java.util.Locale;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * All messages of the processor; their texts are defined nowhere else. Each states a fact, then a
 * fix, and is printed with its name in brackets in front.
 */
public enum Problem {
  /** A marked method that generated code cannot call. */
  FORWARD_PRIVATE("%s is private, so generated code cannot call it. Make it package-private."),
  /** A static marked method. */
  FORWARD_STATIC("%s is static, but an invoker calls a method of an object. Drop 'static'."),
  /** A marked method of an interface. */
  FORWARD_IN_INTERFACE(
      "%s is declared in an interface, which has no state to traverse. Mark the method in the"
          + " classes that implement it."),
  /** An inherited marked method that the package cannot reach. */
  FORWARD_UNREACHABLE(
      "%s is marked in %s and cannot be called from package %s. Override it here, or make it"
          + " public."),
  /** A public marked method, through which callers can bypass the hooks. */
  FORWARD_PUBLIC(
      Diagnostic.Kind.NOTE,
      "%s is public, so callers can bypass the hooks. Make it package-private, or silence this"
          + " with @SuppressWarnings(\"forja:ForwardPublic\")."),
  /** An abstract model class. */
  MODEL_ABSTRACT(
      Diagnostic.Kind.NOTE,
      "%s is abstract, so no invoker is written for it. A class that extends it and marks a method"
          + " of its own gets one, with the entries marked here too. To silence this, use"
          + " @SuppressWarnings(\"forja:ModelAbstract\")."),
  /** An inner class. */
  MODEL_INNER(
      "%s is an inner class, which cannot be made without its outer object. Make it static."),
  /** A private model class, or one inside a private class. */
  MODEL_PRIVATE(
      "%s is private, so generated code cannot name it. Make it package-private, and the classes"
          + " around it."),
  /** A model class of a compact source file. */
  MODEL_UNNAMED(
      "%s is the class of a compact source file, which other code cannot name. Declare a class."),
  /** A model whose constructor Lombok has not generated yet. */
  LOMBOK_AFTER(
      "@%s will give %s a constructor, but has not yet. Put lombok before forja-processor in"
          + " annotationProcessorPaths."),
  /**
   * A model class, or a class that its invoker names, that is declared in a file of another name.
   */
  MODEL_AUXILIARY(
      Diagnostic.Kind.NOTE,
      "%s is declared in %s, but its invoker gets a file of its own. With -Xlint:auxiliaryclass"
          + " javac warns of that, and nothing in the source can prevent it. Move the class to its"
          + " own file, or silence this with @SuppressWarnings(\"forja:ModelAuxiliary\")."),
  /** A type in a signature that generated code cannot name. */
  TYPE_PRIVATE("%s is private, so generated code cannot name it. Make it package-private."),
  /** A type of another package in a signature that generated code cannot name. */
  TYPE_UNREACHABLE(
      "%s is not public, so the invoker, which is in package %s, cannot name it. Make it public."),
  /** A type that is still missing in the last round. */
  TYPE_MISSING(
      "No invoker was written for %s: the type %s was not found.%s Import it, or have it generated"
          + " in this compilation."),
  /** An invoker that is mentioned, but whose class marks no method. */
  INVOKER_MISSING(
      "No invoker was written for %s: there will be no %s, because %s marks no method itself with"
          + " @Forward, or is abstract. Mark one there, or use the invoker of a class that does."),
  /** A {@code CallContext} that is not the last parameter. */
  CONTEXT_NOT_LAST("A CallContext is injected as the last parameter. Move %s to the end."),
  /** Two entries with the same name. */
  ENTRY_NAME_TWICE(
      "%s and %s are both the entry '%s'. Name one of them with @Forward(entry = \"...\")."),
  /** An entry name that the invoker uses for another method. */
  ENTRY_NAME_TAKEN(
      "An invoker has a method '%s' already. Name the entry with @Forward(entry = \"...\")."),
  /** An entry name that is not an identifier. */
  ENTRY_NAME_INVALID("'%s' is not a name for a method.%s Use a Java identifier."),
  /** An invoker name that is not an identifier. */
  INVOKER_NAME_INVALID(
      "'%s' is not a name for a class. Use a simple Java identifier, but not a word that"
          + " Java reserves for type names, such as 'record'."),
  /** An invoker name that would hide a commonly used class, or that a type variable would hide. */
  INVOKER_NAME_HIDES(
      "An invoker %s and %s would hide each other. Choose another name with"
          + " @Forward(invoker = \"...\")."),
  /** Two different names for one invoker. */
  INVOKER_NAME_TWICE("The invoker is named both %s and %s. Name it on one method only."),
  /** An invoker name that another class already has. */
  INVOKER_NAME_TAKEN(
      "The invoker would be %s, but there is a class of that name. Choose another name with"
          + " @Forward(invoker = \"...\")."),
  /** The same name for the invokers of two models, or names that differ only in case. */
  INVOKER_NAME_CLASH(
      "%s and %s would share the invoker %s: names that differ only in case are one file on many"
          + " machines. Choose another name with @Forward(invoker = \"...\")."),
  /** A type that is not a functional interface. */
  AS_NOT_FUNCTIONAL("%s is not an interface with one method to implement. Name one that is."),
  /** An interface whose method does not fit the entry. */
  AS_UNFIT(
      "%s.%s does not fit the entry %s. Name an interface whose method takes and returns the same"
          + " types, and declares the same exceptions."),
  /** An interface that two entries would implement. */
  AS_TWICE("%s is implemented by the entry '%s' already. Name it once."),
  /** An interface with a method that another interface, or the invoker, also has. */
  AS_CLASH(
      "%s cannot be implemented: its method %s is also a method of %s. Name an interface without"
          + " this method."),
  /** Two base classes. */
  BASE_CLASH(
      "The invoker would have to extend both %s (because of %s) and %s (because of %s)."
          + " Use one tensor library in a model."),
  /** A base class that was not found. */
  BASE_MISSING(
      "%s says that the invoker extends %s, which was not found. Put it on the class path."),
  /** A base class that cannot be extended. */
  BASE_UNFIT(
      "%s cannot be the base of an invoker. It must be a class that extends Invoker, is not final,"
          + " and has a constructor without parameters that the package can call."),
  /** A shape that cannot be parsed. */
  SHAPE_INVALID(
      "'%s' is not a size. Write a number, a name, '_' for any size, or a leading '...'; separate"
          + " them by spaces."),
  /** A symbol in the shape of a result that no argument binds. */
  SHAPE_UNBOUND(
      "Nothing binds the size '%s' of the result: no argument has it, and %s has no int field of"
          + " this name.%s Write '_' for any size, or name what it should be."),
  /** A symbol that occurs once and is probably a misspelling of another one. */
  SHAPE_SUSPECT(
      Diagnostic.Kind.NOTE,
      "The size '%s' occurs nowhere else, so any size is accepted.%s Write '_' if any size is"
          + " meant, or silence this with @SuppressWarnings(\"forja:ShapeSuspect\")."),
  /** A shape on a type that has no shape. */
  SHAPE_NOT_TENSOR("%s has no shape. Put @Shape on a tensor."),
  /** A shape that refers to a private field. */
  SHAPE_FIELD_PRIVATE(
      "The field %s is private, so its size cannot be read. Make it package-private, or add a"
          + " method %s()."),
  /** A shape rule that cannot be parsed. */
  SHAPE_RULE_INVALID(
      "The rule '%s' cannot be parsed from '%s' on. See ShapeRule for the syntax of rules."),
  /** Code that fails for all sizes. */
  SHAPE_PROVEN("%s. Make the sizes agree: every call that comes here throws."),
  /** The inferred shape of the result of a call. */
  SHAPE_EXPLAINED(Diagnostic.Kind.NOTE, "%s = %s"),
  /** A name of state that a file of weights lacks. */
  CHECKPOINT_MISSING(
      "%s has no '%s'%s, but the model has.%s Give the field the name that the file has, with"
          + " @Named if need be, or write the file anew."),
  /** A name in a file of weights that is not a name of state. */
  CHECKPOINT_UNEXPECTED(
      "%s has '%s'%s, but the model has no such state.%s Give a field this name, with @Named if"
          + " need be, or write the file anew."),
  /** A tensor whose shape in a file of weights differs from that of the state. */
  CHECKPOINT_SHAPE(
      "%s has '%s' of shape %s, but here it has shape %s. Make the sizes agree, or write the file"
          + " anew."),
  /** A file that is not a valid file of weights. */
  CHECKPOINT_UNREADABLE("%s cannot be read: %s. Name a safetensors file, or the index of one."),
  /** A missing file of weights. */
  CHECKPOINT_ABSENT(
      Diagnostic.Kind.NOTE,
      "%s is not in %s, so nothing is compared with it. Name its folder with"
          + " -Aforja.checkpoints=DIR, or silence this with"
          + " @SuppressWarnings(\"forja:CheckpointAbsent\")."),
  /** A missing file of weights, if files are required. */
  CHECKPOINT_REQUIRED(
      "%s is not in %s, and -Aforja.checkpoints.required asks for it. Name its folder with"
          + " -Aforja.checkpoints=DIR."),
  /** A file of weights for a class that is not a model. */
  CHECKPOINT_NOT_MODEL(
      "%s marks no method with @Forward, so @Checkpoint has no effect. Remove it, or mark one."),
  /** A field with state that generated code cannot read. */
  STATE_PRIVATE(
      "%s holds state, but generated code cannot read it: it is private, or a field of a subclass"
          + " hides it. Make it package-private under a name of its own, or add a method %s() to"
          + " its class that returns it."),
  /** A field with state of a class in another package. */
  STATE_UNREACHABLE(
      "%s of %s holds state, but the invoker of %s, which is in package %s, cannot read it. Make it"
          + " public, or add a public method %s() that returns it."),
  /** A tensor in a field that is neither trained nor saved. */
  TENSOR_NOT_STATE(
      Diagnostic.Kind.NOTE,
      "%s holds a tensor that is neither trained nor saved with the model. Make it a Parameter to"
          + " train it, or mark it @Buffer to save and move it; if neither is meant, silence this"
          + " with @SuppressWarnings(\"forja:TensorNotState\")."),
  /** State that a constructor creates and does not keep. */
  STATE_LOST(
      Diagnostic.Kind.NOTE,
      "A constructor of %s makes %s, which no field keeps, so it is not trained, saved or moved"
          + " with the model. Keep it in a field, or silence this with"
          + " @SuppressWarnings(\"forja:StateLost\")."),
  /** A model that is too large for generated code or for compilers. */
  TOO_LARGE(
      "%s has more than %d parts, for which no code is generated: compilers could not take it."
          + " Divide it into several."),
  /** State in many containers within one another. */
  STATE_TOO_DEEP(
      "%s holds state in more than %d containers within one another, for which no code is"
          + " generated: some compilers need exponential time for it. Put the inner ones into a"
          + " module of their own."),
  /** A container without an order, or without names for its elements. */
  STATE_CONTAINER(
      "%s holds state, but does not give each part of it a fixed name. Use a List, a Map to values"
          + " with state, an array, an Optional, or a record."),
  /** A field of an interface type that may hold state. */
  STATE_OPEN(
      Diagnostic.Kind.NOTE,
      "%s may hide state: it is traversed only if it is itself an invoker. Keep its state in a"
          + " separate field, or silence this with @SuppressWarnings(\"forja:StateOpen\")."),
  /** State in a lambda, a method reference or an anonymous class. */
  STATE_HIDDEN(
      Diagnostic.Kind.NOTE,
      "The code in %s captures %s, which is therefore not part of the state of %s: it is not"
          + " trained, saved or moved with it. Keep it in a field of the model too, or silence this"
          + " with @SuppressWarnings(\"forja:StateHidden\")."),
  /** A static field with state. */
  STATE_STATIC(
      Diagnostic.Kind.NOTE,
      "%s is static, so it is not part of the state of %s: it is not trained, saved or moved with"
          + " it. Drop 'static', or silence this with"
          + " @SuppressWarnings(\"forja:StateStatic\")."),
  /** An annotation on a static field. */
  MARK_ON_STATIC(
      "%s is static, so it is not state of a model, and @%s has no effect. Drop 'static', or remove"
          + " the annotation."),
  /** An annotation on a component of a record that is not a model. */
  MARK_IN_RECORD(
      "@%s has an effect only on the fields of a model, and %s is not a model. Remove it, or mark a"
          + " method of the record with @Forward and use its invoker."),
  /** A raw container. */
  STATE_RAW("%s is a raw type, so the state in it cannot be seen. Write its type arguments."),
  /** A model used instead of its invoker. */
  STATE_BARE_MODEL(
      "%s is a model class, not an invoker: calls to it bypass its hooks, and its state is not"
          + " seen. Use its invoker, %s."),
  /** A class with state that is neither a model nor a record. */
  STATE_IN_PLAIN_CLASS(
      "%s holds state, but is neither an invoker nor a record. Make it a record, or mark a method"
          + " of it with @Forward and use its invoker."),
  /** A field whose type has a subtype that holds state. */
  STATE_IN_SUBTYPE(
      "%s may be a %s, which keeps state but is not an invoker, so nothing would train or save that"
          + " state. Mark a method of %s with @Forward, and use its invoker."),
  /** A record that contains itself. */
  STATE_CIRCLE("%s contains itself, so its state has no end. Use invokers for such a tree."),
  /** An invalid name in a state dict. */
  STATE_NAME_INVALID(
      "'%s' is not a valid name in the state dict. Write one without dots; it may be empty only on"
          + " a list, an array, a map or a record, whose parts have their own names."),
  /** Two fields with the same name. */
  STATE_NAME_TWICE("%s and %s are both '%s' in the state dict. Rename one with @Named(\"...\")."),
  /** A name for a field that is not state. */
  NAMED_NOT_STATE("%s holds no state, so @Named has no effect. Remove it, or add @Buffer."),
  /** Earlier names of a field that is not state. */
  RENAMED_NOT_STATE("%s holds no state, so @RenamedFrom has no effect. Remove it, or add @Buffer."),
  /** A tied field that is not a parameter. */
  TIED_NOT_PARAMETER("%s is not a parameter, so it cannot be tied. Remove @TiedTo."),
  /** A tie to an unknown parameter. */
  TIED_UNKNOWN(
      "'%s' names no other state of %s.%s Write the name of the other parameter in the state dict,"
          + " with dots between levels."),
  /** Two fields with the same earlier name. */
  RENAMED_TWICE("%s and %s cannot both have been '%s'. Leave the old name with one of them."),
  /** A buffer that is not a tensor. */
  BUFFER_NOT_TENSOR("%s is not a tensor that can be a buffer. Remove @Buffer."),
  /** A compiler that does not give access to code. */
  COMPILER_HIDDEN(
      Diagnostic.Kind.NOTE,
      "The build tool hides the compiler from the processor, so checks that read code are off:"
          + " hidden state, state that no field keeps, and the proof of shapes. Run javac itself,"
          + " or silence this with @SuppressWarnings(\"forja:CompilerHidden\")."),
  /** A processor and a library of different versions. */
  VERSION_DIFFERS(
      Diagnostic.Kind.NOTE,
      "The processor is of Forja %s, but %s on the class path is of version %s. Use one version"
          + " of all artifacts of Forja, or silence this with"
          + " @SuppressWarnings(\"forja:VersionDiffers\")."),
  /** State that differs from its list. */
  STATE_CHANGED(
      "The state of %s is not what %s says, so files that were saved before do not load any more:%s"
          + "To go on, put @RenamedFrom(\"...\") on a field that only changed its name, take the"
          + " change back, or give those files up and write the list anew with"
          + " -Aforja.state.write=true."),
  /** State without a list. */
  STATE_UNLISTED(
      "The state of %s is listed nowhere: there is no %s. Write it with -Aforja.state.write=true,"
          + " and keep it with the sources."),
  /** A list of state that cannot be read or written. */
  STATE_LIST_UNUSABLE(
      "The list of state %s cannot be read or written: %s. Let -Aforja.state name a directory that"
          + " can be."),
  /** A processor whose dependencies are missing. */
  PROCESSOR_INCOMPLETE(
      "The Forja processor does not find %s beside itself, and writes nothing. Put"
          + " forja-annotations and javapoet on the path of processors, beside forja-processor."),
  /** A failure of the processor itself. */
  INTERNAL_ERROR(
      "The Forja processor failed on %s: %s at %s. This is a bug in Forja: please report it with"
          + " this line.");

  private final Diagnostic.Kind kind;
  private final String text;

  Problem(String text) {
    this(Diagnostic.Kind.ERROR, text);
  }

  Problem(Diagnostic.Kind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /** A suggestion to append if a name was probably misspelled; empty if {@code name} is null. */
  public static String didYouMean(@Nullable String name) {
    return name == null ? "" : " Did you mean '" + name + "'?";
  }

  /** The text to append if further names have the same problem. */
  public static String andMore(int count) {
    return count == 0 ? "" : " and " + count + " more";
  }

  /** An error, or a note that the source can silence. */
  public Diagnostic.Kind kind() {
    return kind;
  }

  /** The word in brackets: {@code ForwardPrivate}. */
  public String id() {
    StringBuilder id = new StringBuilder();
    for (String word : name().split("_", -1)) {
      id.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return id.toString();
  }

  String text(Object... args) {
    return "[" + id() + "] " + text.formatted(args);
  }
}
