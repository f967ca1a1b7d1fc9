package dev.lungo.permission;

import dev.lungo.permission.CommandPattern.Fit;
import dev.lungo.shell.Redirection;
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
    private static final Set<String> STANDARD = Set.of("/bin/", "/usr/bin/", "/usr/local/bin/", "/sbin/", "/usr/sbin/");

    private final ReadOnlyCommands table;
    private final Optional<CommandRules> allow;
    private final Places places;
    private final boolean editsAllowed;
    private final Path home;
    private final Map<String, String> environment;
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
        this.reads = new KnownReads(places);
        this.state = new ShellState(environment);
        this.edits = new Edits(places);
    }

    /** What is found out about each part, the doubts without repetition. */
    Set<Finding> judge(ReadLine line) {
        return judge(line, 0);
    }

    /** Why a line asks although every command is allowed: it would write a guarded file. */
    Optional<String> guarded(ReadLine line) {
        for (Call call : line.calls()) {
            for (Redirection redirection : call.redirections()) {
                for (Argument file :
                        redirection.writes() ? line.meant(redirection.target(), call) : List.<Argument>of()) {
                    Optional<String> guard = places.guard(file, line.folders());
                    if (guard.isPresent()
                            && places.unwritten(file, line.folders(), false).isPresent()) {
                        return Optional.of("redirect writes " + file.written() + ", which decides what runs later ("
                                + guard.get() + " is guarded)");
                    }
                }
            }
            Optional<Finding> writes = call.words().isEmpty() ? Optional.empty() : guarded(line, call, false);
            if (writes.isPresent() && writes.get() instanceof Finding.Doubt(var part, var why, var _, var _)) {
                return Optional.of("`" + part + "`: " + why);
            }
        }
        return Optional.empty();
    }

    private Set<Finding> judge(ReadLine line, int depth) {
        Set<Finding> findings = new LinkedHashSet<>();
        for (Call call : line.calls()) {
            findings.addAll(redirections(line, call));
            findings.addAll(call(line, call, depth));
        }
        return findings;
    }

    private List<Finding> redirections(ReadLine line, Call call) {
        List<Finding> findings = new ArrayList<>();
        for (Redirection redirection : call.redirections()) {
            for (Argument file : line.meant(redirection.target(), call)) {
                boolean reads = redirection.kind() == Redirection.Kind.READ;
                if (reads) {
                    places.unread(file, line.folders())
                            .ifPresent(why -> findings.add(redirected(file, line, true, why)));
                } else if (redirection.writes() && !Places.isPlain(file)) {
                    findings.add(places.unwritten(file, line.folders(), editsAllowed)
                            .map(why -> redirected(file, line, false, why))
                            .orElseGet(() -> new Finding.Fine(
                                    editsAllowed ? Grounds.By.MODE : Grounds.By.RULE, "may write " + file.written())));
                }
            }
        }
        return findings;
    }

    private Finding redirected(Argument file, ReadLine line, boolean reads, String why) {
        List<String> rules = reads || places.guard(file, line.folders()).isPresent()
                ? List.of()
                : places.rule(file, line.folders()).map(List::of).orElse(List.of());
        return new Finding.Doubt("", "redirect " + why.replaceFirst("^it ", ""), reads, rules);
    }

    private List<Finding> call(ReadLine line, Call call, int depth) {
        Optional<String> settings = state.doubt(call);
        if (call.words().isEmpty()) {
            return List.of(
                    settings.<Finding>map(why -> Finding.Doubt.of(call, why)).orElse(Finding.Fine.READS));
        }
        String program = call.program();
        if (!call.words().getFirst().constant()) {
            return List.of(Finding.Doubt.of(call, "which program it runs is only known while it runs"));
        }
        Optional<CommandRules.Reading> rule = allowed(call);
        boolean names = rule.isPresent() && fits(rule.get(), call.text(true));
        if (settings.isPresent() && !names) {
            return List.of(new Finding.Doubt(call.shown(), settings.get(), false, CommandSuggestions.rules(call)));
        }
        if (call.redefined()) {
            return List.of(
                    isKnown(program) || rule.isPresent()
                            ? Finding.Doubt.of(call, program + " is a function of the line and no longer what it was")
                            : Finding.Fine.READS);
        }
        boolean opens = program.equals("find")
                || (Wrappers.wraps(program) && table.find(call.words()).isEmpty());
        boolean exact = rule.isPresent() && rule.get().pattern().orElseThrow().exact();
        if (rule.isPresent() && (exact || !opens)) {
            return List.of(guarded(line, call, exact)
                    .orElseGet(() -> new Finding.Fine(
                            Grounds.By.RULE, "allowed by " + rule.get().rule().shown())));
        }
        return unruled(line, call, depth, rule);
    }

    private List<Finding> unruled(ReadLine line, Call call, int depth, Optional<CommandRules.Reading> rule) {
        String program = call.program();
        if (depth >= DEEPEST) {
            return List.of(Finding.Doubt.of(call, "it is nested too deep"));
        }
        if (!isStandard(call)) {
            return List.of(unknown(call));
        }
        if (program.equals("find")) {
            return find(line, call, depth, rule);
        }
        Repositories.Plain plain = program.equals("git")
                ? Repositories.plain(call, line.folders())
                : new Repositories.Plain(bare(call), line.folders(), false);
        Optional<KnownCommand> known = table.find(plain.call().words());
        if (known.isPresent()) {
            return List.of(read(known.get(), call, plain, editsAllowed && Repositories.mayBeMade(line.calls())));
        }
        if (Wrappers.wraps(program)) {
            return switch (Wrappers.unwrap(call)) {
                case Wrappers.Unwrapped.Inner(var inner) -> call(line, inner, depth + 1);
                case Wrappers.Unwrapped.Nothing() -> List.of(Finding.Fine.READS);
                case Wrappers.Unwrapped.Unclear(var why) -> List.of(Finding.Doubt.of(call, why));
            };
        }
        if (Wrappers.isShell(program) && Shells.of(call, true) instanceof Shells.Source.Script(var text)) {
            return script(line, call, text, depth);
        }
        if (program.equals("eval")
                && !line.definesFunctions()
                && Shells.evaluated(call).isPresent()) {
            return script(line, call, Shells.evaluated(call).get(), depth);
        }
        Optional<Finding> builtin = state.builtin(call);
        if (builtin.isPresent()) {
            return List.of(builtin.get());
        }
        if (editsAllowed && Edits.knows(program)) {
            return List.of(edits.doubt(bare(call), line.folders())
                    .<Finding>map(why -> new Finding.Doubt(call.shown(), why, false, edited(line, call)))
                    .orElse(new Finding.Fine(Grounds.By.MODE, "changes files in the workspace")));
        }
        return List.of(unknown(call));
    }

    private List<String> edited(ReadLine line, Call call) {
        boolean guarded = call.arguments().stream()
                .anyMatch(word -> places.guard(word, line.folders()).isPresent());
        return guarded ? List.of() : CommandSuggestions.exactly(call);
    }

    private Finding read(KnownCommand known, Call call, Repositories.Plain plain, boolean makesRepository) {
        if (call.program().equals("git")) {
            if (makesRepository) {
                return Finding.Doubt.of(
                        call, "the line may make the repository that it looks at, with settings that run programs");
            }
            Optional<Path> disguised = Repositories.disguised(plain.folders());
            if (disguised.isPresent()) {
                return Finding.Doubt.of(
                        call, disguised.get() + " looks like a repository without .git; its settings may run programs");
            }
            Optional<String> outside =
                    plain.elsewhere() ? places.unnamed(Argument.of("."), plain.folders()) : Optional.empty();
            if (outside.isPresent()) {
                return Finding.Doubt.of(call, outside.get());
            }
        }
        Finding finding = reads.judge(known, plain.call(), plain.folders());
        return finding instanceof Finding.Doubt(var _, var why, var onlyReads, var _)
                ? new Finding.Doubt(
                        call.shown(), why, onlyReads, onlyReads ? List.of() : CommandSuggestions.exactly(call))
                : finding;
    }

    private List<Finding> find(ReadLine line, Call call, int depth, Optional<CommandRules.Reading> rule) {
        FindExpression find = FindExpression.of(call.arguments());
        if (rule.isEmpty() && find.doubt().isPresent()) {
            return List.of(
                    new Finding.Doubt(call.shown(), find.doubt().get(), false, CommandSuggestions.exactly(call)));
        }
        List<Finding> findings = new ArrayList<>();
        for (Argument start : rule.isPresent() ? List.<Argument>of() : find.starts()) {
            places.unnamed(start, line.folders()).ifPresent(why -> findings.add(Finding.Doubt.reading(call, why)));
        }
        for (List<Argument> inner : find.inner()) {
            findings.addAll(call(line, call.with(List.of(), inner), depth + 1));
        }
        findings.add(rule.<Finding>map(reading -> new Finding.Fine(
                        Grounds.By.RULE, "allowed by " + reading.rule().shown()))
                .orElse(Finding.Fine.READS));
        return findings;
    }

    private List<Finding> script(ReadLine line, Call call, String text, int depth) {
        return switch (ShellParser.parse(text)) {
            case Script script ->
                List.copyOf(judge(ReadLine.of(script, line.folders(), home, environment, false), depth + 1));
            case Unreadable(var why, var at) ->
                List.of(Finding.Doubt.of(call, "its script cannot be read: " + why + " at " + at));
        };
    }

    /** A rule for all arguments of a command does not mean the guarded files. */
    private Optional<Finding> guarded(ReadLine line, Call call, boolean exact) {
        if (exact || !WritingPrograms.knows(call.program())) {
            return Optional.empty();
        }
        for (Argument argument : call.arguments()) {
            Optional<String> guard = places.guard(argument, line.folders());
            if (guard.isPresent()) {
                return Optional.of(Finding.Doubt.of(
                        call,
                        "it may write " + argument.written() + ", which decides what runs later (" + guard.get()
                                + " is guarded)"));
            }
        }
        return Optional.empty();
    }

    private static Finding unknown(Call call) {
        return new Finding.Doubt(call.shown(), Effects.told(call), false, CommandSuggestions.rules(call));
    }

    private boolean isKnown(String program) {
        return table.knows(program) || Wrappers.carries(program) || Wrappers.isShell(program) || Edits.knows(program);
    }

    /** The rule that allows a call, with what it sets or without. */
    private Optional<CommandRules.Reading> allowed(Call call) {
        return allow.flatMap(rules -> rules.fitting(texts(call), Fit.YES));
    }

    private List<CommandText> texts(Call call) {
        List<CommandText> texts = new ArrayList<>();
        texts.add(call.text(true));
        texts.add(call.text(false));
        if (isStandard(call)) {
            texts.add(bare(call).text(false));
        }
        return texts;
    }

    private static boolean fits(CommandRules.Reading reading, CommandText text) {
        return reading.pattern().orElseThrow().fit(text) == Fit.YES;
    }

    /** Whether the program is looked for where the system has its programs. */
    private static boolean isStandard(Call call) {
        String name = call.words().getFirst().value();
        return name.indexOf('/') < 0 || STANDARD.contains(name.substring(0, name.lastIndexOf('/') + 1));
    }

    private static Call bare(Call call) {
        if (call.words().getFirst().is(call.program())) {
            return call;
        }
        List<Argument> words = new ArrayList<>(call.words());
        words.set(0, Argument.of(call.program()));
        return call.with(call.settings(), words);
    }
}
