package dev.lungo.cli;

import dev.lungo.doctor.Examination;
import dev.lungo.doctor.Finding;
import dev.lungo.doctor.KernelLooks;
import dev.lungo.doctor.MachineLooks;
import dev.lungo.doctor.ProgramLooks;
import dev.lungo.doctor.Report;
import dev.lungo.doctor.ServerLook;
import dev.lungo.doctor.StateLook;
import dev.lungo.model.Connection;
import dev.lungo.settings.Layers;
import dev.lungo.settings.SettingsException;
import dev.lungo.settings.SettingsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code lungo doctor}: looks at the machine, the settings and the model's server.
 *
 * @param given the value of {@code --settings}
 */
record DoctorCommand(Surroundings surroundings, Optional<String> given) {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    int run(boolean json) throws InterruptedException {
        List<Finding> findings = new Examination()
                .with(MachineLooks::java)
                .with(MachineLooks::kernel)
                .with(() -> ProgramLooks.commands(
                        Path.of(System.getProperty("java.io.tmpdir")),
                        ToolSettings.withheld(surroundings.environment())))
                .with(MachineLooks::controlGroups)
                .with(MachineLooks::inotify)
                .with(KernelLooks::landlock)
                .with(KernelLooks::seccomp)
                .with(MachineLooks::lightSandbox)
                .with(MachineLooks::strongSandbox)
                .with(MachineLooks::namespaces)
                .with(this::terminal)
                .with(this::state)
                .with(this::settings)
                .with(ProgramLooks::git)
                .with(this::model)
                .findings();
        // Into files and pipes each finding stays on its line, for whoever searches them.
        int columns = !json && Descriptor.OUT.isTerminal() ? TerminalWidth.columns() : 0;
        var report = new Report(findings, !json && surroundings.colour(Descriptor.OUT), columns);
        if (json) {
            surroundings.print(report.json());
        } else {
            surroundings.printColoured(report.text());
        }
        return Examination.isWell(findings) ? ExitCode.OK : ExitCode.FAILED;
    }

    private Finding terminal() {
        var environment = surroundings.environment();
        String locale = environment.getOrDefault(
                "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
        return MachineLooks.terminal(Descriptor.OUT.isTerminal(), environment.getOrDefault("TERM", ""), locale);
    }

    private Finding state() {
        try {
            return new StateLook(surroundings.state().root()).disk();
        } catch (UsageException unsafe) {
            return new Finding.Broken(
                    "state folder",
                    unsafe.getMessage(),
                    "Lungo does not start: others could speak for you",
                    "do what it says, or set LUNGO_HOME to a folder of yours alone");
        }
    }

    private Finding settings() {
        try {
            List<String> warnings = layers().warnings();
            return warnings.isEmpty()
                    ? new Finding.Fine("settings", "can be read")
                    : new Finding.Missing(
                            "settings",
                            String.join("; ", warnings),
                            "what nobody knows is ignored",
                            "lungo config shows what counts");
        } catch (SettingsException | UsageException unusable) {
            return new Finding.Broken(
                    "settings",
                    String.valueOf(unusable.getMessage()),
                    "no conversation begins: a denial might be lost",
                    "correct it, or move the file away");
        }
    }

    private Finding model() throws InterruptedException {
        try {
            var trust = new FolderTrust(StateFolder.of(surroundings.environment()), surroundings.workingFolder());
            var settings = layers().settings(_ -> false);
            var provider = ModelSettings.provider(options(), Optional.empty(), settings);
            var files = SettingsFiles.of(surroundings.environment(), surroundings.workingFolder());
            boolean trusted = FolderSettings.ofEnvFile(variables(), provider, files).stream()
                    .allMatch(trust::grants);
            var connection = new ModelSettings(variables(), trusted, settings, _ -> {}).connection(options());
            return switch (connection) {
                case Connection.Anthropic anthropic -> new ServerLook(anthropic.baseUrl(), LIMIT).look();
                case Connection.OpenAi openAi -> new ServerLook(openAi.baseUrl(), LIMIT).look();
                case Connection.Scripted _ -> new Finding.Fine("model server", "none is needed for a script");
            };
        } catch (UsageException missing) {
            return new Finding.Broken(
                    "model",
                    missing.getMessage().lines().findFirst().orElse(""),
                    "no model answers (lungo demo needs none)",
                    "export ANTHROPIC_API_KEY=…, or see lungo --help for other servers");
        } catch (SettingsException unusable) {
            return new Finding.Missing(
                    "model server", "not looked at", "nobody knows which it is", "correct the settings first");
        }
    }

    private Layers layers() {
        return SettingLayers.of(
                SettingsFiles.of(surroundings.environment(), surroundings.workingFolder()), variables(), options());
    }

    private Variables variables() {
        return new Variables(surroundings.environment(), DotEnv.in(surroundings.workingFolder()));
    }

    private TalkOptions options() {
        return TalkOptions.of(CommandLine.parse(
                given.map(value -> List.of("--settings=" + value)).orElse(List.of())));
    }
}
