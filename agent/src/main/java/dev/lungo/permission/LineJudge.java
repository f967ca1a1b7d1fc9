package dev.lungo.permission;

import dev.lungo.shell.Script;
import dev.lungo.shell.ShellParser;
import dev.lungo.shell.Unreadable;
import dev.lungo.tool.Grounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out of each part of a line whether it may run unasked. Immutable. */
final class LineJudge {
    private static final int DEEPEST = 5;
    private static final int MOST_PARTS = 300;

    private final ReadOnlyCommands table;
    private final Optional<CommandRules> allow;
    private final Places places;
    private final boolean editsAllowed;
    private final Path home;
    private final Map<String, String> environment;
    private final Redirects redirects;
    private final GuardedWrites guarded;
    private final KnownReads reads;
    private final ShellState state;
    private final Edits edits;

    /**
     * For one line.
     *
     * @param allow the rules that allow; empty where none count
     * @param editsAllowed whether files in the workspace may be changed
     */
    LineJudge(
            ReadOnlyCommands table,
            Optional<CommandRules> allow,
            Places places,
            boolean editsAllowed,
            Path home,
            Map<String, String> environment) {
        this.table = table;
        this.allow = allow;
        this.places = places;
        this.editsAllowed = editsAllowed;
        this.home = home;
        this.environment = environment;
        this.redirects = new Redirects(places, editsAllowed);
        this.guarded = new GuardedWrites(places, redirects);
        this.reads = new KnownReads(places);
        this.state = new ShellState(environment);
        this.edits = new Edits(places);
    }

    /**
     * What is found out about each part, the doubts without repetition.
     *
     * @param text of the line
     */
    Set<Finding> judge(ReadLine line, String text) {
        return judge(line, text, 0);
    }

    private Set<Finding> judge(ReadLine line, String text, int depth) {
        Set<Finding> findings = new LinkedHashSet<>();
        if (line.calls().size() > MOST_PARTS) {
            return Set.of(new Finding.Doubt(
                    "", "it has too many parts to look at each: " + line.calls().size(), false, List.of()));
        }
        Disclosure.byShell(line, text).ifPresent(why -> findings.add(new Finding.Doubt("", why, true, List.of())));
        boolean spoken = line.calls().stream().allMatch(call -> call.words().isEmpty());
        boolean brings = false;
        boolean writes = false;
        for (Call call : line.calls()) {
            List<Finding> redirected = redirects.judge(line, call);
            List<Finding> found = LineInput.isGiven(line, call)
                    ? LineInput.unoffered(call(line, call, depth))
                    : call(line, call, depth);
            boolean byTable = !call.words().isEmpty() && Finding.byTable(found);
            findings.addAll(redirected);
            if (redirected.stream().noneMatch(finding -> finding instanceof Finding.Doubt || finding.isByRule())) {
                line.plain()
                        .redirections(call.at())
                        .ifPresent(why -> findings.add(new Finding.Doubt("", why, false, List.of())));
            }
            findings.addAll(byTable ? Finding.unless(found, call, line.plain().words(call.at())) : found);
            brings |= !byTable && BroughtLinks.mayComeBy(call);
            writes |= !redirected.isEmpty() || (byTable && Edits.knows(call.program()));
            spoken |= byTable || redirected.stream().anyMatch(finding -> Finding.byTable(List.of(finding)));
        }
        if (brings && writes && findings.stream().noneMatch(Finding.Doubt.class::isInstance)) {
            findings.add(new Finding.Doubt(
                    "", "a part of it may bring links, which a write of the line may follow", false, List.of()));
        }
        if (spoken && findings.stream().noneMatch(Finding.Doubt.class::isInstance)) {
            line.plain().shape().ifPresent(why -> findings.add(new Finding.Doubt("", why, false, List.of())));
        }
        return findings;
    }

    private List<Finding> call(ReadLine line, Call call, int depth) {
        Optional<String> settings = state.doubt(call);
        Optional<Finding> copied = Disclosure.copied(call).map(why -> Finding.Doubt.reading(call, why));
        if (call.words().isEmpty()) {
            return List.of(settings.<Finding>map(why -> Finding.Doubt.of(call, why))
                    .or(() -> copied)
                    .orElse(Finding.Fine.READS));
        }
        String program = call.program();
        if (!call.words().getFirst().constant()) {
            return List.of(Finding.Doubt.of(call, "which program it runs is only known while it runs"));
        }
        Optional<CommandRules.Reading> rule = allow.flatMap(rules -> rules.allowing(call));
        boolean names = rule.isPresent() && rule.get().fits(call.text(true));
        if (settings.isPresent() && !names) {
            return List.of(new Finding.Doubt(call.shown(), settings.get(), false, CommandSuggestions.rules(call)));
        }
        if (copied.isPresent() && rule.isEmpty()) {
            return List.of(copied.get());
        }
        if (call.redefined()) {
            return List.of(Finding.Doubt.of(call, program + " is a function of the line, or becomes one"));
        }
        boolean opens = program.equals("find")
                || (Wrappers.wraps(program) && table.find(call.words()).isEmpty());
        boolean exact = rule.isPresent() && rule.get().pattern().orElseThrow().exact();
        if (rule.isPresent() && (exact || !opens)) {
            if (!exact && program.equals("ln") && !isAlone(line, depth)) {
                return List.of(Finding.Doubt.of(call, "it makes a link, which the rest of the line may follow"));
            }
            return List.of((exact
                            ? Optional.<String>empty()
                            : guarded.of(line, call, AllForms.behind(line, call, home, environment)))
                    .<Finding>map(why -> Finding.Doubt.of(call, "it " + why))
                    .orElseGet(() -> new Finding.Fine(
                            Grounds.By.RULE, "allowed by " + rule.get().rule().shown())));
        }
        return unruled(line, call, depth, rule);
    }

    /** A secret among the words of a call, which may show it. */
    private static Optional<Finding> given(Call call) {
        return Disclosure.by(call).map(why -> Finding.Doubt.reading(call, why));
    }

    private List<Finding> unruled(ReadLine line, Call call, int depth, Optional<CommandRules.Reading> rule) {
        String program = call.program();
        if (depth >= DEEPEST) {
            return List.of(Finding.Doubt.of(call, "it is nested too deep"));
        }
        if (!call.isStandard()) {
            return List.of(unknown(call));
        }
        if (program.equals("find")) {
            return find(line, call, depth, rule);
        }
        Repositories.Plain plain = program.equals("git")
                ? Repositories.plain(call, line.folders())
                : new Repositories.Plain(call.bare(), line.folders(), false);
        Optional<KnownCommand> known = table.find(plain.call().words());
        if (known.isPresent()) {
            // Where it goes is said from where it is.
            Set<Path> folders = program.equals("cd") ? line.allFolders() : plain.folders();
            return List.of(
                    read(known.get(), call, plain, folders, editsAllowed && Repositories.mayBeMade(line.calls())));
        }
        Optional<Call> found = HandedOn.by(line, call);
        if (found.isPresent()) {
            return find(line, found.get(), depth, Optional.empty());
        }
        if (Wrappers.wraps(program)) {
            return switch (Wrappers.unwrap(call)) {
                case Wrappers.Unwrapped.Inner(var inner) -> call(line, inner, depth + 1);
                case Wrappers.Unwrapped.Nothing() -> List.of(Finding.Fine.READS);
                case Wrappers.Unwrapped.Unclear(var why) -> List.of(Finding.Doubt.of(call, why));
            };
        }
        if (Wrappers.isShell(program)
                && Shells.of(call, true) instanceof Shells.Source.Script(var text)
                && PortableScript.isRead(program, text)) {
            boolean bashAlone = program.equals("bash")
                    && call.arguments().size() == 2
                    && call.arguments().getFirst().value().matches("-l?c");
            Optional<String> outside =
                    bashAlone ? Optional.empty() : Optional.of("the table speaks for bash -c 'commands' alone");
            return Finding.unless(script(line, call, text, depth), call, outside);
        }
        Optional<Finding> builtin = state.builtin(call);
        if (builtin.isPresent()) {
            return List.of(given(call).orElse(builtin.get()));
        }
        if (editsAllowed && Edits.knows(program)) {
            return List.of(edits.doubt(call.bare(), line.folders())
                    .<Finding>map(why -> new Finding.Doubt(call.shown(), why, false, edited(line, call)))
                    .orElse(new Finding.Fine(Grounds.By.MODE, "changes files in the workspace")));
        }
        return List.of(unknown(call));
    }

    /** Whether nothing else runs; what runs in a script may have a line around it. */
    private static boolean isAlone(ReadLine line, int depth) {
        return depth == 0 && line.calls().size() == 1;
    }

    private List<String> edited(ReadLine line, Call call) {
        boolean guarded = call.arguments().stream()
                .anyMatch(word -> places.guard(word, line.folders()).isPresent());
        return guarded ? List.of() : CommandSuggestions.exactly(call);
    }

    private Finding read(
            KnownCommand known, Call call, Repositories.Plain plain, Set<Path> folders, boolean makesRepository) {
        Optional<String> repository =
                call.program().equals("git") ? Repositories.doubt(plain, makesRepository, places) : Optional.empty();
        if (repository.isPresent()) {
            return Finding.Doubt.of(call, repository.get());
        }
        Finding finding = reads.judge(known, plain.call(), folders);
        return finding instanceof Finding.Doubt(var _, var why, var onlyReads, var rules)
                ? new Finding.Doubt(call.shown(), why, onlyReads, onlyReads ? rules : CommandSuggestions.exactly(call))
                : finding;
    }

    private List<Finding> find(ReadLine line, Call call, int depth, Optional<CommandRules.Reading> rule) {
        FindExpression find = FindExpression.of(call.arguments());
        Optional<String> doubt = rule.isPresent()
                ? find.unclear().or(() -> written(line, call))
                : find.doubt().or(() -> Disclosure.by(call));
        if (doubt.isPresent()) {
            return List.of(new Finding.Doubt(call.shown(), doubt.get(), false, CommandSuggestions.exactly(call)));
        }
        List<Finding> findings = new ArrayList<>();
        for (Argument start : rule.isPresent() ? List.<Argument>of() : find.starts()) {
            // What it runs for the files may show what is in them.
            (find.runs().isEmpty() ? places.unnamed(start, line.folders()) : places.unread(start, line.folders()))
                    .ifPresent(why -> findings.add(new Finding.Doubt(
                            call.shown(), why, true, places.offered(call, List.of(start), line.folders()))));
        }
        for (FindExpression.Run run : find.runs()) {
            findings.addAll(call(line, call.with(List.of(), run.words()), depth + 1));
        }
        findings.add(rule.<Finding>map(reading -> new Finding.Fine(
                        Grounds.By.RULE, "allowed by " + reading.rule().shown()))
                .orElse(Finding.Fine.READS));
        return findings;
    }

    /** What {@code find} itself writes or removes of guarded files. */
    private Optional<String> written(ReadLine line, Call call) {
        return guarded.of(line, call, new AllForms(home, environment)).map(why -> "it " + why);
    }

    private List<Finding> script(ReadLine line, Call call, String text, int depth) {
        return switch (ShellParser.parse(text)) {
            case Script script ->
                List.copyOf(judge(ReadLine.of(script, line.folders(), home, environment, false), text, depth + 1));
            case Unreadable(var why, var at) ->
                List.of(Finding.Doubt.of(call, "its script cannot be read: " + why + " at " + at));
        };
    }

    private static Finding unknown(Call call) {
        return new Finding.Doubt(call.shown(), Effects.told(call), false, CommandSuggestions.rules(call));
    }
}
