package dev.lungo.permission;

import dev.lungo.shell.Redirection;
import dev.lungo.shell.Redirection.HereDocument;
import dev.lungo.tool.Grounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the files that redirections of a command read and write: a rule that allows the command does not mean them. */
final class Redirects {
    private final Places places;
    private final boolean editsAllowed;

    Redirects(Places places, boolean editsAllowed) {
        this.places = places;
        this.editsAllowed = editsAllowed;
    }

    List<Finding> judge(ReadLine line, Call call) {
        List<Finding> findings = new ArrayList<>();
        for (Redirection redirection : call.redirections()) {
            secret(redirection)
                    .map(why -> new Finding.Doubt("", why, true, List.of()))
                    .ifPresent(findings::add);
            boolean reads = redirection.kind() == Redirection.Kind.READ;
            for (Argument file : line.meant(redirection.target(), call)) {
                if (reads) {
                    places.unread(file, line.folders()).ifPresent(why -> findings.add(doubt(file, line, true, why)));
                } else if (redirection.writes() && !Places.isPlain(file)) {
                    findings.add(written(file, line));
                }
            }
        }
        return findings;
    }

    /** What a text that a command reads would show. */
    private static Optional<String> secret(Redirection redirection) {
        return redirection
                .document()
                .filter(HereDocument::expands)
                .flatMap(document -> SecretNames.named(document.body().unquoted()))
                // The shell names a file that it cannot open.
                .or(() -> SecretNames.in(redirection.target()))
                .map(name -> "redirect shows " + name + ", which may hold a secret");
    }

    /** What guards a file that a redirection writes, where no rule names that file. */
    Optional<String> guarded(ReadLine line, Call call) {
        for (Redirection redirection : call.redirections()) {
            for (Argument file : redirection.writes() ? line.meant(redirection.target(), call) : List.<Argument>of()) {
                Optional<String> guard = places.guard(file, line.folders());
                if (guard.isPresent()
                        && places.unwritten(file, line.folders(), false).isPresent()) {
                    return Optional.of("redirect writes " + file.written() + ", which decides what runs later ("
                            + guard.get() + " is guarded)");
                }
            }
        }
        return Optional.empty();
    }

    private Finding written(Argument file, ReadLine line) {
        return places.unwritten(file, line.folders(), editsAllowed)
                .map(why -> doubt(file, line, false, why))
                .orElseGet(() -> new Finding.Fine(
                        editsAllowed ? Grounds.By.MODE : Grounds.By.RULE, "may write " + file.written()));
    }

    private Finding doubt(Argument file, ReadLine line, boolean reads, String why) {
        boolean guarded = !reads && places.guard(file, line.folders()).isPresent();
        List<String> rules = reads
                ? places.readRules(List.of(file), line.folders())
                : guarded
                        ? List.of()
                        : places.rule(file, line.folders()).map(List::of).orElse(List.of());
        String told = why.startsWith("it ") ? "redirect " + why.substring(3) : "redirect: " + why;
        return new Finding.Doubt("", told, reads, rules);
    }
}
