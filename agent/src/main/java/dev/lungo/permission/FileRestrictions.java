package dev.lungo.permission;

import dev.lungo.permission.Restrictions.Found;
import dev.lungo.shell.Redirection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Finds the rule about files that a line's words and redirections touch, in every script of it. Immutable. */
final class FileRestrictions {
    private static final int MOST_WORDS = 2_000;
    /** A command that names more folders than these is not asked what it would find in each. */
    private static final int MOST_FOLDERS = 16;

    private final List<PermissionRule> rules;
    private final Places places;

    FileRestrictions(List<PermissionRule> rules, Places places) {
        this.rules = rules;
        this.places = places;
    }

    Found of(AllForms forms) {
        int words = forms.lines().stream()
                .flatMap(line -> line.calls().stream())
                .mapToInt(call -> call.words().size())
                .sum();
        if (words > MOST_WORDS) {
            return tooMany();
        }
        Optional<PermissionRule> certain = forms.lines().stream()
                .flatMap(line -> line.calls().stream()
                        .flatMap(call -> redirected(line, call)
                                .or(() -> named(call, line.folders(), WritingPrograms.writes(call)))
                                .or(() -> inRevision(line, call))
                                .or(() -> output(line, call))
                                .stream()))
                .findFirst()
                .or(() -> carried(forms, true));
        Found found = certain.<Found>map(Found.Certainly::new).orElseGet(() -> perhaps(forms));
        return found instanceof Found.Nothing && places.tooMany() ? tooMany() : found;
    }

    private static Found tooMany() {
        return new Found.Perhaps(Places.TOO_MANY + ", and a rule is about files");
    }

    private Found perhaps(AllForms forms) {
        if (forms.lines().stream().anyMatch(ReadLine::wanders)) {
            return new Found.Perhaps("nobody can see to which folder it goes before it runs, and the rule "
                    + rules.getFirst().shown() + " is about files");
        }
        return carried(forms, false)
                .or(() -> elsewhere(forms))
                .map(rule -> "it may touch what the rule " + rule.shown() + " means")
                .or(() -> each(forms, this::unknown))
                .or(() -> each(forms, this::found))
                .<Found>map(Found.Perhaps::new)
                .orElse(new Found.Nothing());
    }

    private static Optional<String> each(AllForms forms, BiFunction<ReadLine, Call, Optional<String>> doubting) {
        return forms.lines().stream()
                .flatMap(line -> line.calls().stream().flatMap(call -> doubting.apply(line, call).stream()))
                .findFirst();
    }

    private Optional<String> unknown(ReadLine line, Call call) {
        return UnknownFiles.in(line, call, places)
                .map(file -> "which file " + file.written() + " is, is only known while it runs, and the rule "
                        + rules.getFirst().shown() + " is about files");
    }

    /** What a command reads without naming it. */
    private Optional<String> found(ReadLine line, Call call) {
        List<PermissionRule> reading = rules.stream()
                .filter(rule -> rule.kind() == ToolNames.Kind.READ)
                .toList();
        if (reading.isEmpty()) {
            return Optional.empty();
        }
        return call.program().equals("git")
                ? new GitContents(reading, places).doubt(call, line.folders())
                : TreeReads.of(call).stream()
                        .flatMap(search -> RuledTree.doubt(search, line.folders(), reading, places).stream())
                        .findFirst();
    }

    private Optional<PermissionRule> elsewhere(AllForms forms) {
        return forms.lines().stream()
                .flatMap(line -> line.calls().stream()
                        .flatMap(call -> named(call, entered(line, call), WritingPrograms.writes(call)).stream()))
                .findFirst();
    }

    /** {@code HEAD:path} is seen from the root of the repository. */
    private Optional<PermissionRule> inRevision(ReadLine line, Call call) {
        Set<Path> roots = call.program().equals("git") ? GitContents.roots(call, line.folders()) : Set.of();
        return call.arguments().stream()
                .filter(word -> !roots.isEmpty() && word.value().indexOf(':') >= 0)
                .flatMap(word -> NamedFiles.in(word).stream())
                .flatMap(file -> places.restricting(rules, file, roots, false).stream())
                .findFirst();
    }

    private Optional<PermissionRule> redirected(ReadLine line, Call call) {
        for (Redirection redirection : call.redirections()) {
            boolean file = redirection.writes() || redirection.kind() == Redirection.Kind.READ;
            for (Argument target : file ? line.meant(redirection.target(), call) : List.<Argument>of()) {
                Optional<PermissionRule> found =
                        places.restricting(rules, target, line.folders(), redirection.writes());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** What a program behind another one writes: {@code sudo tee file}. */
    private Optional<PermissionRule> carried(AllForms forms, boolean certain) {
        return forms.carried().stream()
                .filter(inner -> inner.certain() == certain)
                .flatMap(inner -> (WritingPrograms.writes(inner.call())
                                ? named(inner.call(), inner.line().folders(), true)
                                : output(inner.line(), inner.call()))
                        .stream())
                .findFirst();
    }

    /** Words that name a file a rule is about; of a command that only prints its words they name none. */
    private Optional<PermissionRule> named(Call call, Set<Path> folders, boolean writes) {
        if (folders.isEmpty() || prints(call)) {
            return Optional.empty();
        }
        return call.words().stream()
                .flatMap(word -> NamedFiles.in(word).stream())
                .flatMap(file -> places.restricting(rules, file, folders, writes).stream())
                .findFirst();
    }

    private Optional<PermissionRule> output(ReadLine line, Call call) {
        return WrittenOptions.of(call).stream()
                .flatMap(file -> places.restricting(rules, file, line.folders(), true).stream())
                .findFirst();
    }

    private static boolean prints(Call call) {
        return call.program().equals("echo") || call.program().equals("printf");
    }

    /** The folders among its words, where it may look for the others: {@code git -C folder}, {@code cp -t folder}. */
    private Set<Path> entered(ReadLine line, Call call) {
        Set<Path> entered = new LinkedHashSet<>();
        if (call.words().size() < 3 || prints(call)) {
            return entered;
        }
        for (Argument word : call.arguments()) {
            for (Argument file : NamedFiles.in(word)) {
                for (FileUse use : places.uses(file, line.folders(), false).orElse(List.of())) {
                    if (entered.size() < MOST_FOLDERS && Files.isDirectory(use.real())) {
                        entered.add(use.real());
                    }
                }
            }
        }
        return entered;
    }
}
