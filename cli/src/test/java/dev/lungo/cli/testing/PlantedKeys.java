package dev.lungo.cli.testing;

import dev.lungo.model.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Keys that exist nowhere else, each with the place where it was planted, and a search for them in every form. */
public final class PlantedKeys {
    private final Map<String, String> keys = new HashMap<>();

    /** A key of characters that every encoding writes in another way. */
    public String plant(String place) {
        return plant(place, "sk-\"q'/+&=~");
    }

    /** A key that may stand in a URL. */
    public String plantPlain(String place) {
        return plant(place, "pass-");
    }

    private String plant(String place, String beginning) {
        String key = beginning + Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
        keys.put(place, key);
        return key;
    }

    /** As careless servers write it: as it is, escaped, encoded, in an Authorization header, over two lines. */
    public static String careless(String key) {
        return String.join(
                " | ",
                key,
                URLEncoder.encode(key, StandardCharsets.UTF_8),
                Json.line(Json.object().put("key", key)),
                base64("user:" + key + "@"),
                Base64.getUrlEncoder().encodeToString(("k " + key).getBytes(StandardCharsets.UTF_8)),
                key.substring(0, 12) + "\n    " + key.substring(12));
    }

    /** Which keys are to be found in a text, and in what form. */
    public List<String> in(String where, String text) {
        var found = new ArrayList<String>();
        String joined = text.replaceAll("\\s+", "");
        keys.forEach((place, key) -> forms(key).forEach((form, written) -> {
            if (text.contains(written) || joined.contains(written)) {
                found.add("the key from " + place + ", " + form + ", in " + where);
            }
        }));
        return found;
    }

    /** The same for all files below a folder but these, and for their names. */
    public List<String> below(Path folder, Path... except) throws IOException {
        var found = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                found.addAll(in("the name of " + file, file.toString()));
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && !List.of(except).contains(file)) {
                    found.addAll(in(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return found;
    }

    private static Map<String, String> forms(String key) {
        var forms = new HashMap<String, String>();
        String json = Json.line(Json.object().put("", key));
        forms.put("as it is", key);
        forms.put("URL-encoded", URLEncoder.encode(key, StandardCharsets.UTF_8));
        forms.put("escaped", json.substring(5, json.length() - 2));
        for (int before = 0; before < 3; before++) {
            // Without the digits that depend on what is around it.
            String digits = base64("x".repeat(before) + key);
            String own = digits.substring(before == 0 ? 0 : 4, digits.length() - 4);
            forms.put("in base64 behind " + before, own);
            forms.put(
                    "in base64 for URLs behind " + before, own.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
