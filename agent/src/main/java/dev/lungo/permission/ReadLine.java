package dev.lungo.permission;

import dev.lungo.shell.Assignment;
import dev.lungo.shell.Commands;
import dev.lungo.shell.Invocation;
import dev.lungo.shell.Pipeline;
import dev.lungo.shell.Script;
import dev.lungo.shell.ShellCommand;
import dev.lungo.shell.ShellParser;
import dev.lungo.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A line that was read: its commands as they would run, and the folders in which they may. Immutable. */
final class ReadLine {
    /** Scripts in scripts beyond this depth may go anywhere. */
    private static final int DEEPEST = 4;

    private final Script script;
    private final Set<Path> begin;
    private final List<Invocation> commands;
    private final Expansion expansion;
    private final Folders.Reached reached;
    private final PlainLine plain;
    private final List<Call> calls;

    private ReadLine(
            Script script, Set<Path> begin, List<Invocation> commands, Expansion expansion, Folders.Reached reached) {
        this.script = script;
        this.begin = begin;
        this.plain = new PlainLine(script, commands);
        this.commands = commands;
        this.expansion = expansion;
        this.reached = reached;
        this.calls = IntStream.range(0, commands.size())
                .boxed()
                .flatMap(at -> calls(at).stream())
                .toList();
    }

    /**
     * Reads the commands of a script.
     *
     * @param folders where it may run
     * @param alone whether nothing but the environment gives its variables values before it begins
     */
    static ReadLine of(Script script, Set<Path> folders, Path home, Map<String, String> environment, boolean alone) {
        return of(script, folders, home, environment, alone, 0);
    }

    private static ReadLine of(
            Script script, Set<Path> folders, Path home, Map<String, String> environment, boolean alone, int depth) {
        List<Invocation> commands = Commands.of(script);
        var variables = new Variables(commands, environment, alone);
        boolean stays = commands.stream()
                .noneMatch(command -> !command.words().isEmpty()
                        && command.command().map(Move::mayBe).orElse(true));
        Optional<Path> folder = stays && folders.size() == 1 ? folders.stream().findFirst() : Optional.empty();
        var expansion = new Expansion(variables, home, folder);
        var moves = new Folders(
                commands,
                expansion,
                home,
                (text, from) -> depth < DEEPEST && ShellParser.parse(text) instanceof Script inner
                        ? of(inner, from, home, environment, false, depth + 1).reached
                        : Folders.Reached.anywhere(from));
        return new ReadLine(script, folders, commands, expansion, moves.from(folders));
    }

    /** Every command, and of one with variables in it each that it may come to. */
    List<Call> calls() {
        return calls;
    }

    /** Whether it begins with a pipe from its first command to its second, through which nothing else goes. */
    boolean beginsWithPipe() {
        Pipeline first = script.statements().getFirst().steps().getFirst().pipeline();
        return first.commands().size() > 1
                && first.commands().get(0) instanceof ShellCommand.Simple
                && first.commands().get(1) instanceof ShellCommand.Simple
                && !first.errors();
    }

    /** The folders in which its commands may run. */
    Set<Path> folders() {
        return reached.folders();
    }

    /** The same, and the folders in which it begins. */
    Set<Path> allFolders() {
        var all = new LinkedHashSet<>(begin);
        all.addAll(reached.folders());
        return all;
    }

    /** Whether it may go to other folders than these. */
    boolean wanders() {
        return !reached.known();
    }

    /** What of it is plain enough for the tables to speak for it. */
    PlainLine plain() {
        return plain;
    }

    /** What the target of a redirection of a command may be. */
    List<Argument> meant(Word target, Call call) {
        return expansion.alternatives(target, call.at());
    }

    private List<Call> calls(int at) {
        Invocation command = commands.get(at);
        List<Setting> settings = new ArrayList<>();
        for (Assignment assignment : command.assignments()) {
            settings.add(setting(assignment));
        }
        return expansion.of(command.words(), at).stream()
                .map(words ->
                        new Call(settings, words, command.redirections(), command.places(), at, command.redefined()))
                .toList();
    }

    private static Setting setting(Assignment assignment) {
        Optional<String> value =
                assignment.values().size() == 1 && assignment.subscripts().isEmpty()
                        ? assignment.values().getFirst().constant()
                        : assignment.values().isEmpty() ? Optional.of("") : Optional.empty();
        String text = assignment.name()
                + (assignment.append() ? "+=" : "=")
                + value.map(CommandText::inWord).orElse(String.valueOf(CommandText.OPAQUE));
        Optional<String> copied = assignment.values().stream()
                .flatMap(word -> SecretNames.in(word).stream())
                .findFirst();
        return new Setting(assignment.name(), value, text, copied);
    }
}
