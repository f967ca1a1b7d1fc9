package dev.lungo.cli;

import dev.lungo.cli.Variables.Found;
import dev.lungo.cli.Variables.Origin;
import dev.lungo.settings.Wish;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a folder's {@code .env} says of whom to talk to. Without the user's trust its key alone counts, and not even that in
 * the place of a token of the user's own; the model that it names is a setting like those of other files.
 */
record EnvFileWishes(Variables variables) {
    List<Wish> of(TalkOptions.Provider provider) {
        var wishes = new ArrayList<Wish>();
        if (provider == TalkOptions.Provider.ANTHROPIC) {
            variables.displaced().flatMap(_ -> ofFile("ANTHROPIC_API_KEY")).ifPresent(key -> wishes.add(mark(key)));
        }
        server(provider).ifPresent(url -> wishes.add(ofVariable(url, address(url))));
        if (provider == TalkOptions.Provider.ANTHROPIC) {
            ofFile("ANTHROPIC_CUSTOM_HEADERS").ifPresent(headers -> wishes.add(names(headers)));
        }
        return wishes;
    }

    /** The base URL that the file names, if it is the file's that would count. */
    Optional<Found> server(TalkOptions.Provider provider) {
        return switch (provider) {
            case ANTHROPIC -> ofFile("ANTHROPIC_BASE_URL");
            case OPENAI -> ofFile("OPENAI_BASE_URL");
            case SCRIPTED -> Optional.empty();
        };
    }

    private Optional<Found> ofFile(String name) {
        return variables.find(name).filter(found -> found.origin() == Origin.FILE);
    }

    /** What tells this key from another, and nothing of it. */
    private static Wish mark(Found key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(key.value().getBytes(StandardCharsets.UTF_8));
            return ofVariable(key, "(a key of its own, " + HexFormat.of().formatHex(digest, 0, 4) + ")");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JVM has SHA-256", impossible);
        }
    }

    /** A base URL without a password in it. */
    static String address(Found url) {
        return url.value().replaceFirst("//[^/@]*@", "//…@");
    }

    /** Values of headers may be secrets. */
    private static Wish names(Found headers) {
        var names = new ArrayList<String>();
        for (String line : headers.value().split("\n", -1)) {
            names.add(line.substring(0, Math.max(0, line.indexOf(':'))).strip());
        }
        return ofVariable(headers, String.join(", ", names));
    }

    private static Wish ofVariable(Found found, String value) {
        return Wish.ofVariable(".env", found.name(), value);
    }
}
