package dev.forja.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.forja.CallArgs;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.model.Param;
import dev.forja.spi.TensorMapper;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the args record of an entry. */
record ArgsWriter(InvokerSpec spec, EntrySpec entry) {
  TypeSpec write() {
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    entry.params().forEach(param -> components.addParameter(component(param)));
    TypeSpec.Builder record =
        TypeSpec.recordBuilder(entry.args().name())
            .addJavadoc("The arguments of {@link $N#$N}.", spec.name().simpleName(), entry.name())
            .addAnnotation(InvokerWriter.generated())
            .addModifiers(entry.args().access().with())
            .addTypeVariables(entry.args().typeVariables())
            .recordConstructor(components.build())
            .addSuperinterface(CallArgs.class);
    entry.params().forEach(param -> record.addMethod(wither(param)));
    return record.addMethod(mapTensors()).build();
  }

  private static ParameterSpec component(Param param) {
    return ParameterSpec.builder(param.type(), param.component()).build();
  }

  private MethodSpec wither(Param changed) {
    return MethodSpec.methodBuilder(changed.wither())
        .addJavadoc("A copy of these arguments with another {@code $N}.", changed.component())
        .addModifiers(Modifier.PUBLIC)
        .addParameter(component(changed))
        .returns(entry.args().exact())
        .addStatement("return $L", Names.newArgs(entry, String.join(", ", Names.components(entry))))
        .build();
  }

  private MethodSpec mapTensors() {
    String mapper = Names.free(Names.components(entry), "mapper");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("mapTensors")
            .addAnnotation(ClassName.get(Override.class))
            .addModifiers(Modifier.PUBLIC)
            .addParameter(TensorMapper.class, mapper)
            .returns(entry.args().exact());
    if (entry.params().stream().noneMatch(param -> param.tensors().reached())) {
      return method.addStatement("return this").build();
    }
    MapperWriter writer = new MapperWriter(mapper);
    List<CodeBlock> mapped = new ArrayList<>();
    for (Param param : entry.params()) {
      CodeBlock value = CodeBlock.of("$N", param.component());
      mapped.add(writer.map(param.tensors(), value, param.nullable(), 0));
    }
    return method.addStatement("return $L", newArgs(mapped)).build();
  }

  private CodeBlock newArgs(List<CodeBlock> values) {
    return CodeBlock.of("new $T($L)", entry.args().exact(), CodeBlock.join(values, ", "));
  }
}
