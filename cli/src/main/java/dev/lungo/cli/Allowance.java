package dev.lungo.cli;

import dev.lungo.permission.Judge;
import dev.lungo.permission.PermissionMode;
import dev.lungo.permission.PermissionRule;
import dev.lungo.permission.PermissionRules;
import dev.lungo.permission.Permissions;
import dev.lungo.permission.Person;
import dev.lungo.permission.RuleFile;
import dev.lungo.settings.SandboxSettings;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What an agent may do, by options and settings; options count more. */
record Allowance(Setup setup) {
    /** The mode to begin with. */
    PermissionMode mode() {
        return setup.options()
                .permissionMode()
                .orElse(setup.settings().permissions().mode());
    }

    /** Nobody is there to ask. */
    Permissions unattended() {
        return new Permissions(judge(false)::judge, mode(), rules());
    }

    /** @param kept where a yes for good is written */
    Permissions asking(Person person, Optional<RuleFile> kept) {
        return new Permissions(judge(true)::judge, mode(), rules(), Optional.of(person), kept);
    }

    /** What tools that find files by themselves pass over. */
    Predicate<Path> unreadable(Workspace workspace) {
        return rules().unreadable(workspace);
    }

    /**
     * Whether a call may ask to run outside the sandbox.
     *
     * @param attended whether a person can be asked
     */
    boolean mayLeaveSandbox(boolean attended) {
        return setup.settings().sandbox().allowUnconfined() && (attended || mode() == PermissionMode.BYPASS);
    }

    private Judge judge(boolean attended) {
        try {
            boolean closed = isConfined() && !mayLeaveSandbox(attended);
            return new Judge(
                    Workspace.of(setup.workingFolder(), setup.addedFolders()),
                    new Judge.Sandboxed(confinedMayRun(), closed));
        } catch (IOException gone) {
            throw new UncheckedIOException("a folder to work in is not there", gone);
        }
    }

    private boolean confinedMayRun() {
        return isConfined() && setup.settings().sandbox().allowCommands();
    }

    private boolean isConfined() {
        return setup.settings().sandbox().mode() != SandboxSettings.Mode.OFF;
    }

    /** For people, where nobody is asked and confined commands write what the file tools may not; else empty. */
    String fileToolsWait() {
        boolean some = rules().allow().stream().anyMatch(rule -> rule.covers("edit_file") || rule.covers("write_file"));
        return confinedMayRun() && mode() == PermissionMode.DEFAULT && !some
                ? "in the sandbox commands may write and the file tools may not, because nobody can be asked: add"
                        + " --permission-mode acceptEdits"
                : "";
    }

    private PermissionRules rules() {
        PermissionRules settings = setup.settings().permissions().rules();
        // A tool that is denied as a whole is kept from the model instead.
        Stream<PermissionRule> denied = setup.options().disallowedTools().stream()
                .filter(rule -> rule.specifier().isPresent());
        return new PermissionRules(
                together(denied, settings.deny()),
                settings.ask(),
                together(setup.options().allowedTools().stream(), settings.allow()));
    }

    private static List<PermissionRule> together(Stream<PermissionRule> options, List<PermissionRule> settings) {
        return Stream.concat(options, settings.stream()).toList();
    }
}
