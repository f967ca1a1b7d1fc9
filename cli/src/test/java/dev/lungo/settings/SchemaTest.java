package dev.lungo.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written down about settings and what the program reads are the same. */
final class SchemaTest {
    /** Written by {@code lungo config schema > docs/settings.schema.json}. */
    @Test
    void the_schema_in_the_repository_is_the_programs() throws IOException {
        assertThat(docs("settings.schema.json")).isEqualTo(Schema.text());
    }

    @Test
    void the_schema_names_every_setting_and_no_other() throws IOException {
        var named = new ArrayList<String>();
        properties(JsonReading.object(docs("settings.schema.json"), "schema"), "", named);

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Key.values()).map(Key::spelling).toList());
    }

    @Test
    void the_documentation_names_every_setting_with_its_default() throws IOException {
        List<String> rows = docs("settings.md")
                .lines()
                .filter(line -> line.startsWith("| `") && line.split("\\|", -1).length == 6)
                .toList();

        assertThat(rows.stream().map(row -> row.split("`", -1)[1]))
                .containsExactlyElementsOf(
                        Arrays.stream(Key.values()).map(Key::spelling).toList());
        for (Key key : Key.values()) {
            String row = rows.stream()
                    .filter(line -> line.startsWith("| `" + key.spelling() + "`"))
                    .findFirst()
                    .orElseThrow();
            String cell = row.split("\\|", -1)[3].replaceAll("[`\" ]", "");
            assertThat(cell)
                    .as(row)
                    .isEqualTo(Defaults.of(key) instanceof JsonValue.Nothing ? "" : Kind.line(Defaults.of(key)));
        }
    }

    @Test
    void the_example_in_the_documentation_is_good() throws IOException {
        String text = docs("settings.md");
        int start = text.indexOf("```json") + 7;
        String example = text.substring(start, text.indexOf("```", start));

        var folders = new BaseFolders(Path.of("/p"), Path.of("/h"));
        Layer layer = LayerCheck.of(Source.USER, "example", folders, example);

        assertThat(layer.warnings()).isEmpty();
        assertThat(layer.values()).hasSize(4);
    }

    private static void properties(JsonValue.Members schema, String prefix, List<String> named) {
        if (schema.members().get("properties") instanceof JsonValue.Members(var properties, var _)) {
            properties.forEach((name, value) -> {
                if (value instanceof JsonValue.Members inner && !name.equals("$schema")) {
                    if (inner.members().containsKey("properties")) {
                        properties(inner, prefix + name + ".", named);
                    } else {
                        named.add(prefix + name);
                    }
                }
            });
            assertThat(schema.members().get("additionalProperties")).isInstanceOf(JsonValue.Truth.class);
        }
    }

    private static String docs(String name) throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return Files.readString(folder.resolve("docs").resolve(name));
            }
        }
        throw new IOException("no checkout around " + Path.of("").toAbsolutePath());
    }
}
