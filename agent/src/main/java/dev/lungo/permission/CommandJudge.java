package dev.lungo.permission;

import dev.lungo.permission.Restrictions.Found;
import dev.lungo.shell.Script;
import dev.lungo.shell.ShellParser;
import dev.lungo.shell.Unreadable;
import dev.lungo.tool.Grounds;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.Unconfined;
import dev.lungo.tool.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges the calls that run a command: what forbids it counts before what asks, and that before what allows it. */
final class CommandJudge {
    private static final String NO_COMMAND = "names no command that it could run";

    private final Workspace workspace;
    private final Judge.Sandboxed sandboxed;
    private final Path home;
    private final Map<String, String> environment;

    CommandJudge(Workspace workspace, Judge.Sandboxed sandboxed, Path home, Map<String, String> environment) {
        this.workspace = workspace;
        this.sandboxed = sandboxed;
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    Verdict judge(PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input) {
        String name = tool.spec().name();
        String line;
        Path folder;
        try {
            line = input.optionalText("command").orElse("");
            folder = workspace.resolve(
                    input.optionalText("cwd").filter(given -> !given.isBlank()).orElse("."));
        } catch (ToolInput.Invalid refusedByTheTool) {
            line = "";
            folder = workspace.folder();
        }
        var ruled = new Ruled(mode, name + " " + line.strip());
        if (line.isBlank() && ToolNames.kind(name) == ToolNames.Kind.COMMAND) {
            // The tool refuses such a call and says what is missing.
            return new Verdict.Allowed(new Grounds(Grounds.By.READ, NO_COMMAND));
        }
        return new OneLine(mode, rules, name, ruled).judge(line, folder, leavesSandbox(tool, input));
    }

    private boolean leavesSandbox(Tool tool, ToolInput input) {
        try {
            return (sandboxed.closed() || Unconfined.isOffered(tool)) && Unconfined.isWanted(input);
        } catch (ToolInput.Invalid neitherTrueNorFalse) {
            return true;
        }
    }

    /** The judging of one call. */
    private final class OneLine {
        private final PermissionMode mode;
        private final Ruled ruled;
        private final CommandRules allow;
        private final Places places;
        private final Restrictions deny;
        private final Restrictions ask;

        OneLine(PermissionMode mode, PermissionRules rules, String tool, Ruled ruled) {
            this.mode = mode;
            this.ruled = ruled;
            this.places = new Places(workspace, home, mode == PermissionMode.PLAN ? onlyReading(rules) : rules);
            this.allow = CommandRules.of(rules.allow(), tool);
            this.deny = new Restrictions(rules.deny(), tool, places);
            this.ask = new Restrictions(rules.ask(), tool, places);
        }

        /** In plan mode a rule that lets files be changed does not count. */
        private static PermissionRules onlyReading(PermissionRules rules) {
            return new PermissionRules(
                    rules.deny(),
                    rules.ask(),
                    rules.allow().stream()
                            .filter(rule -> rule.kind() == ToolNames.Kind.READ)
                            .toList());
        }

        Verdict judge(String line, Path folder, boolean unconfined) {
            if (deny.everything().isPresent()) {
                return ruled.denied(deny.everything().get());
            }
            return switch (ShellParser.parse(line)) {
                case Script script -> {
                    ReadLine commands = ReadLine.of(script, Set.of(folder), home, environment, true);
                    var forms = new AllForms(home, environment).add(commands);
                    yield restricted(deny.of(forms), ask.of(forms), unconfined)
                            .orElseGet(() -> read(line, commands, forms));
                }
                case Unreadable(var why, var at) ->
                    restricted(deny.ofUnreadable(line), ask.ofUnreadable(line), unconfined)
                            .orElseGet(() -> unreadable(line, why, at));
            };
        }

        /** What a rule forbids, what one wants asked, and what leaves the sandbox. */
        private Optional<Verdict> restricted(Found denied, Found asked, boolean unconfined) {
            if (denied instanceof Found.Certainly(var rule)) {
                return Optional.of(ruled.denied(rule));
            }
            if (unconfined && sandboxed.closed()) {
                return Optional.of(new Verdict.Denied(
                        Unconfined.REFUSED, new Grounds(Grounds.By.SANDBOX, "no command may leave the sandbox")));
            }
            if (unconfined && mode == PermissionMode.PLAN) {
                return Optional.of(ruled.notInPlan());
            }
            if (denied instanceof Found.Perhaps(var why)) {
                return Optional.of(ruled.ask(why, List.of()));
            }
            if (ask.everything().isPresent()) {
                return Optional.of(ruled.asked(ask.everything().get()));
            }
            if (asked instanceof Found.Certainly(var rule)) {
                return Optional.of(ruled.asked(rule));
            }
            if (asked instanceof Found.Perhaps(var why)) {
                return Optional.of(ruled.ask(why, List.of()));
            }
            if (mode == PermissionMode.BYPASS) {
                return Optional.of(ruled.bypassed());
            }
            return unconfined
                    ? Optional.of(ruled.ask("it would run outside the sandbox", List.of()))
                    : Optional.empty();
        }

        private Verdict unreadable(String line, String why, int at) {
            if (mode == PermissionMode.PLAN) {
                return ruled.notInPlan();
            }
            return broadly(line).orElseGet(() -> ruled.ask("it cannot be read: " + why + " at " + at, List.of()));
        }

        /** What allows a line without a look at its parts. */
        private Optional<Verdict> broadly(String line) {
            if (mode == PermissionMode.PLAN) {
                return Optional.empty();
            }
            if (sandboxed.suffices()) {
                return Optional.of(new Verdict.Allowed(
                        new Grounds(Grounds.By.SANDBOX, "confined to " + workspace.folder() + " by the sandbox")));
            }
            Optional<PermissionRule> whole = allow.everything().or(() -> allow.wholeLine(line));
            return whole.map(ruled::allowed);
        }

        private Verdict read(String line, ReadLine commands, AllForms forms) {
            boolean plans = mode == PermissionMode.PLAN;
            var judge = new LineJudge(
                    ReadOnlyCommands.all(),
                    plans ? Optional.empty() : Optional.of(allow),
                    places,
                    mode == PermissionMode.ACCEPT_EDITS,
                    home,
                    environment);
            boolean unseen =
                    !plans && (sandboxed.suffices() || allow.everything().isPresent());
            Optional<String> guarded =
                    unseen ? new GuardedWrites(places, new Redirects(places, false)).of(forms) : Optional.empty();
            if (guarded.isPresent()) {
                return guarded(line, guarded.get(), judge.judge(commands, line));
            }
            Optional<Verdict> broadly = broadly(line);
            if (broadly.isPresent()) {
                return broadly.get();
            }
            Set<Finding> findings = judge.judge(commands, line);
            List<Finding.Doubt> doubts = findings.stream()
                    .filter(Finding.Doubt.class::isInstance)
                    .map(Finding.Doubt.class::cast)
                    .toList();
            if (doubts.isEmpty()) {
                return new Verdict.Allowed(grounds(findings));
            }
            if (plans && doubts.stream().anyMatch(doubt -> !doubt.onlyReads())) {
                return ruled.notInPlan();
            }
            return ruled.ask(why(doubts), CommandSuggestions.of(doubts));
        }

        /** A line that names a guarded file: neither a sandbox nor a rule for everything means that it is written. */
        private Verdict guarded(String line, String why, Set<Finding> findings) {
            if (findings.stream().noneMatch(Finding.Doubt.class::isInstance)) {
                return new Verdict.Allowed(grounds(findings)); // it only looks at the file
            }
            return allow.wholeLine(line).<Verdict>map(ruled::allowed).orElseGet(() -> ruled.ask(why, List.of()));
        }

        private Grounds grounds(Set<Finding> findings) {
            List<Finding.Fine> fine = findings.stream()
                    .filter(Finding.Fine.class::isInstance)
                    .map(Finding.Fine.class::cast)
                    .filter(found -> found.by() != Grounds.By.KNOWN)
                    .toList();
            return fine.isEmpty()
                    ? new Grounds(Grounds.By.KNOWN, "changes nothing")
                    : new Grounds(
                            fine.getFirst().by(),
                            String.join(
                                    " and ",
                                    fine.stream()
                                            .map(Finding.Fine::why)
                                            .distinct()
                                            .limit(3)
                                            .toList()));
        }

        private static String why(List<Finding.Doubt> doubts) {
            Finding.Doubt first = doubts.getFirst();
            String what = first.why().startsWith("it ") ? " " + first.why().substring(3) : ": " + first.why();
            String told = first.part().isEmpty() ? first.why() : "`" + first.part() + "`" + what;
            int more = doubts.size() - 1;
            return more == 0 ? told : told + " (and " + more + (more == 1 ? " other part)" : " other parts)");
        }
    }
}
