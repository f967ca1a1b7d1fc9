package dev.lungo.permission;

import dev.lungo.shell.Assignment;
import dev.lungo.shell.Commands;
import dev.lungo.shell.Invocation;
import dev.lungo.shell.Invocation.Place;
import dev.lungo.shell.Script;
import dev.lungo.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A line that was read: its commands as they would run, and the folders in which they may. Immutable. */
final class ReadLine {
    private final List<Invocation> commands;
    private final Expansion expansion;
    private final Set<Path> folders;
    private final List<Call> calls;

    private ReadLine(List<Invocation> commands, Expansion expansion, Set<Path> folders) {
        this.commands = commands;
        this.expansion = expansion;
        this.folders = folders;
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
        List<Invocation> commands = Commands.of(script);
        var variables = new Variables(commands, environment, alone);
        boolean stays = commands.stream()
                .noneMatch(command -> command.command().filter(Folders::moves).isPresent());
        Optional<Path> folder = stays && folders.size() == 1 ? folders.stream().findFirst() : Optional.empty();
        var expansion = new Expansion(variables, home, folder);
        return new ReadLine(commands, expansion, Folders.of(commands, expansion, folders, home));
    }

    /** Every command, and of one with variables in it each that it may come to. */
    List<Call> calls() {
        return calls;
    }

    /** The folders in which its commands may run. */
    Set<Path> folders() {
        return folders;
    }

    boolean definesFunctions() {
        return commands.stream().anyMatch(command -> command.places().contains(Place.FUNCTION));
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
        return new Setting(assignment.name(), value, text);
    }
}
