package dev.lungo.permission;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges the few commands that count as edits of files: they make, copy and move, and delete nothing by themselves. */
final class Edits {
    private static final Map<String, KnownOptions> KNOWN = Map.of(
            "mkdir", KnownOptions.of("p v m:", "parents verbose mode="),
            "touch", KnownOptions.of("a c m t: d: r<", "no-create date= reference<"),
            "mv", KnownOptions.of("f n v T u", "force no-clobber verbose update?"),
            "cp",
                    KnownOptions.of(
                            "r R a f n v p u T P",
                            "recursive archive force no-clobber verbose preserve? update? no-dereference"));

    private final Places places;

    Edits(Places places) {
        this.places = places;
    }

    static boolean knows(String program) {
        return KNOWN.containsKey(program);
    }

    /** Why a call is more than an edit in the workspace; empty where it is one. */
    Optional<String> doubt(Call call, Set<Path> folders) {
        KnownOptions options = KNOWN.get(call.program());
        if (options == null) {
            return Optional.of("it is no edit");
        }
        var read = new ReadArguments(options, false, call.arguments());
        if (read.doubt().isPresent()) {
            return read.doubt();
        }
        List<Argument> operands = read.operands();
        boolean copies = call.program().equals("cp");
        boolean moves = call.program().equals("mv");
        if (copies || moves) {
            Optional<String> into = intoFolder(operands, folders);
            if (into.isPresent()) {
                return into;
            }
        }
        for (int at = 0; at < operands.size(); at++) {
            boolean source = copies && at < operands.size() - 1;
            Optional<String> doubt = source
                    ? places.unread(operands.get(at), folders)
                    : places.unwritten(operands.get(at), folders, true);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        for (Argument file : read.files()) {
            Optional<String> doubt = places.unread(file, folders);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        return Optional.empty();
    }

    /** Where the last operand is a folder, the others get into it under their own names. */
    private Optional<String> intoFolder(List<Argument> operands, Set<Path> folders) {
        if (operands.size() < 2) {
            return Optional.empty();
        }
        Argument goal = operands.getLast();
        List<Argument> inside = new ArrayList<>();
        for (Argument source : operands.subList(0, operands.size() - 1)) {
            for (FileUse use : places.uses(source, folders, true).orElse(List.of())) {
                inside.add(Argument.of(goal.value() + "/" + use.named().getFileName()));
            }
        }
        for (Argument file : inside) {
            Optional<String> doubt = places.unwritten(file, folders, true);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        return Optional.empty();
    }
}
