package dev.lungo.cli;

import dev.lungo.settings.Edit;
import dev.lungo.settings.Key;
import dev.lungo.settings.SettingsEditor;
import dev.lungo.settings.SettingsFiles;
import dev.lungo.settings.Source;
import dev.lungo.tasks.BareProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Changes a file of settings for the user. What the user writes into a folder's file is granted to the folder with it.
 *
 * @param place whose file
 */
record ConfigChange(Surroundings surroundings, Source place) {
    int run(ConfigCommand.Verb verb, Key key, List<String> values) throws InterruptedException {
        SettingsFiles files = files();
        boolean changed = change(editor -> switch (verb) {
            case SET -> editor.set(key, values.getFirst());
            case UNSET -> editor.unset(key);
            case ADD -> editor.add(key, values);
            case REMOVE -> editor.remove(key, values);
            case LIST, GET, SCHEMA -> throw new IllegalArgumentException(verb + " changes nothing");
        });
        surroundings.print((changed ? "changed " : "nothing to change in ") + files.file(place));
        if (changed && place == Source.LOCAL && !isIgnored(files.file(place))) {
            surroundings.say("git does not ignore " + files.file(place) + ", which is meant for you alone: add"
                    + " .lungo/settings.local.json to .gitignore");
        }
        return ExitCode.OK;
    }

    /** Adds rules that allow. */
    void allow(List<String> rules) {
        var _ = change(editor -> editor.add(Key.ALLOW, rules));
    }

    private boolean change(Function<SettingsEditor, Edit> change) {
        SettingsFiles files = files();
        StateFolder state = surroundings.state();
        try {
            StateFolder.create(state.root());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make the state folder " + state.root(), failed);
        }
        Edit edit = change.apply(new SettingsEditor(files, place, state.root().resolve("settings.lock")));
        if (place != Source.USER) {
            var trust = new FolderTrust(state, surroundings.workingFolder());
            // Never what else stands in the file: whoever made the folder wrote that.
            if (edit.kept().map(trust::grants).orElse(true)) {
                trust.grantMore(edit.written());
            }
        }
        return edit.changed();
    }

    private SettingsFiles files() {
        return SettingsFiles.of(surroundings.environment(), surroundings.workingFolder());
    }

    /** Also where there is no git, or no repository. */
    static boolean isIgnored(Path file) {
        try {
            // Of a folder's configuration nothing is to run only because somebody asks.
            return BareProcess.of("git", "-c", "core.fsmonitor=false", "check-ignore", "-q", file.toString())
                            .directory(file.resolveSibling("").toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    != 1;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return true;
        } catch (IOException noGit) {
            return true;
        }
    }
}
