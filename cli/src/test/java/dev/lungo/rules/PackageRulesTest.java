package dev.lungo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageRulesTest {
    @Test
    void every_class_uses_only_what_its_package_may_use() throws IOException {
        var classes = Checkout.files("target/classes", ".class");
        assertThat(classes).hasSizeGreaterThan(30);
        for (var file : classes) {
            assertThat(PackageRules.check(Files.readAllBytes(file))).isEmpty();
        }
    }

    @Test
    void every_package_lives_in_one_module() {
        var modules = new HashMap<Path, Set<Path>>();
        var root = Checkout.root();
        for (var file : Checkout.files("src/main/java", ".java")) {
            var module = root.relativize(file).getName(0);
            var name = root.resolve(module).resolve("src/main/java").relativize(file.getParent());
            modules.computeIfAbsent(name, _ -> new HashSet<>()).add(module);
        }
        assertThat(modules).allSatisfy((_, in) -> assertThat(in).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "dev.lungo.tasks.Bad, dev.lungo.model.Message",
        "dev.lungo.tasks.Bad, java.net.http.HttpClient",
        "dev.lungo.tasks.Bad, tools.jackson.core.JsonParser",
        "dev.lungo.model.Bad, dev.lungo.tool.Tool",
        "dev.lungo.model.Bad, dev.lungo.tasks.Task",
        "dev.lungo.tool.Bad, dev.lungo.agent.Agent",
        "dev.lungo.agent.Bad, dev.lungo.session.Transcript",
        "dev.lungo.agent.Bad, org.jline.terminal.Terminal",
        "dev.lungo.session.Bad, dev.lungo.terminal.View",
        "dev.lungo.terminal.Bad, dev.lungo.session.Transcript",
        "dev.lungo.terminal.Bad, dev.lungo.cli.Main",
        "dev.lungo.cli.Bad, org.jline.reader.LineReader",
        "dev.lungo.cli.Bad, com.example.Other",
    })
    void a_use_that_is_not_allowed_is_found(String from, String used) {
        assertThat(PackageRules.check(classWithField(from, used))).containsExactly(new Violation(from, "uses " + used));
        assertThat(PackageRules.check(classWithAnnotation(from, used)))
                .containsExactly(new Violation(from, "uses " + used));
    }

    @ParameterizedTest
    @CsvSource({
        "dev.lungo.tasks.Good, java.lang.foreign.Arena",
        "dev.lungo.model.Good, java.net.http.HttpClient",
        "dev.lungo.model.Good, tools.jackson.core.JsonParser",
        "dev.lungo.tool.Good, dev.lungo.tasks.Task",
        "dev.lungo.terminal.Good, dev.lungo.tool.PermissionPolicy",
        "dev.lungo.terminal.Good, org.jline.terminal.Terminal",
        "dev.lungo.cli.Good, dev.lungo.terminal.View",
        "dev.lungo.tasks.Good, org.jspecify.annotations.Nullable",
    })
    void a_use_that_is_allowed_is_not_reported(String from, String used) {
        assertThat(PackageRules.check(classWithField(from, used))).isEmpty();
    }

    @Test
    void a_class_in_a_package_that_nobody_planned_is_reported() {
        assertThat(PackageRules.check(classWithField("dev.lungo.misc.Stuff", "java.lang.String")))
                .isEqualTo(List.of(
                        new Violation("dev.lungo.misc.Stuff", "is in a package without rules: dev.lungo.misc")));
    }

    private static byte[] classWithField(String name, String fieldType) {
        return ClassFile.of().build(ClassDesc.of(name), type -> type.withField("field", ClassDesc.of(fieldType), 0));
    }

    private static byte[] classWithAnnotation(String name, String annotation) {
        return ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        type -> type.withSuperclass(ConstantDescs.CD_Object)
                                .with(RuntimeVisibleAnnotationsAttribute.of(Annotation.of(ClassDesc.of(annotation)))));
    }
}
