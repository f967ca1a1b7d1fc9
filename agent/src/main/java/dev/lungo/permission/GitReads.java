package dev.lungo.permission;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges what git shows where it changes nothing: files, by their names or in revisions, and settings. Immutable. */
final class GitReads {
    /** In formats and keys, what has git run the program that checks signatures. */
    private static final Pattern SIGNATURES = Pattern.compile("%[-+ ]?G|%\\(\\*?signature|^(--sort=)?-?\\*?signature");

    /** Sections of settings with neither addresses nor passwords in them. */
    private static final Set<String> PLAIN_SECTIONS = Words.of("""
            advice blame branch color column commit core diff fetch format gc gpg help i18n index init log
            merge pack pull push rebase rerere status tag user
            """);

    private final Places places;

    GitReads(Places places) {
        this.places = places;
    }

    static boolean checksSignatures(List<Argument> words) {
        return words.stream().anyMatch(word -> SIGNATURES.matcher(word.value()).find());
    }

    /** Whether the setting with this key, and perhaps a pattern behind it, is nothing that has to be kept. */
    static boolean isPlainSetting(List<Argument> key) {
        if (key.isEmpty() || !key.getFirst().constant()) {
            return false;
        }
        String name = key.getFirst().value();
        int dot = name.indexOf('.');
        return dot > 0 && PLAIN_SECTIONS.contains(name.substring(0, dot).toLowerCase(Locale.ROOT));
    }

    /** Why a look at revisions and paths is more than that. Git refuses paths outside, except where it compares two files. */
    Optional<String> doubt(Call call, List<Argument> operands, Set<Path> folders) {
        for (Argument operand : operands) {
            boolean several = operand.kind() != Argument.Kind.PATTERN && !operand.oneWord();
            if (several || (isUnknown(operand) && comparesFiles(call))) {
                return Optional.of("which file " + operand.written() + " is, is only known while it runs");
            }
            String value = operand.value();
            boolean path = value.startsWith("/") || value.startsWith("~") || value.matches("(.*/)?\\.\\.(/.*)?");
            boolean file = path || operand.kind() == Argument.Kind.PATTERN || isThere(operand, folders);
            Optional<String> doubt = file ? places.unread(operand, folders) : Optional.empty();
            if (doubt.isPresent()) {
                return doubt;
            }
            if (operand.constant() && mayBeSecret(value)) {
                return Optional.of("it reads " + operand.written() + ", which may hold secrets");
            }
        }
        return Optional.empty();
    }

    /** {@code HEAD:.env} is a file too, and git has patterns of its own. */
    private static boolean mayBeSecret(String value) {
        String name = value.substring(value.lastIndexOf(':') + 1);
        boolean pattern = name.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
        return !name.isEmpty()
                && (SecretNames.file(Path.of(name.replace('\0', ' '))) || (pattern && SecretPatterns.pick(name)));
    }

    /** Of two files git takes any, wherever they are. */
    private static boolean comparesFiles(Call call) {
        return !call.arguments().isEmpty() && call.arguments().getFirst().is("diff");
    }

    private static boolean isUnknown(Argument operand) {
        return operand.kind() != Argument.Kind.CONSTANT && operand.kind() != Argument.Kind.PATTERN;
    }

    /** Also where it is a link: compared with what lies outside, two files are read as they are. */
    private static boolean isThere(Argument operand, Set<Path> folders) {
        return operand.constant()
                && operand.value().indexOf('\0') < 0
                && folders.stream()
                        .anyMatch(folder -> Files.exists(folder.resolve(operand.value()), LinkOption.NOFOLLOW_LINKS)
                                || Files.exists(folder.resolve(operand.value())));
    }
}
