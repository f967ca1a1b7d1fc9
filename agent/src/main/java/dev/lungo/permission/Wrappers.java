package dev.lungo.permission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Programs that run the command which stands behind them, and their options as far as they are known. */
final class Wrappers {
    /** Takes away everything that a wrapper adds. */
    sealed interface Unwrapped {
        /** The command inside. */
        record Inner(Call call) implements Unwrapped {}

        /** There is none: the wrapper does nothing, or runs what is known to be harmless. */
        record Nothing() implements Unwrapped {}

        /** It is not known what would run. */
        record Unclear(String why) implements Unwrapped {}
    }

    /**
     * A wrapper.
     *
     * @param operands words between the options and the command
     */
    private record Wrapper(KnownOptions options, int operands) {
        static Wrapper of(String letters, String names, int operands) {
            return new Wrapper(KnownOptions.of(letters, names), operands);
        }
    }

    private static final Map<String, Wrapper> KNOWN = Map.ofEntries(
            Map.entry(
                    "timeout", Wrapper.of("k: s: v f p", "kill-after= signal= preserve-status foreground verbose", 1)),
            Map.entry("nice", Wrapper.of("n: #", "adjustment=", 0)),
            Map.entry("ionice", Wrapper.of("c: n: t", "class= classdata= ignore", 0)),
            Map.entry("nohup", Wrapper.of("", "", 0)),
            Map.entry("time", Wrapper.of("p", "portability", 0)),
            Map.entry("setsid", Wrapper.of("w f c", "wait fork ctty", 0)),
            Map.entry("stdbuf", Wrapper.of("i: o: e:", "input= output= error=", 0)),
            // Not -i and -u: what it takes away may be what keeps git harmless.
            Map.entry("env", Wrapper.of("", "", 0)),
            Map.entry("command", Wrapper.of("", "", 0)),
            Map.entry("builtin", Wrapper.of("", "", 0)),
            Map.entry("exec", Wrapper.of("", "", 0)),
            Map.entry(
                    "xargs",
                    Wrapper.of(
                            "0 r t n: P: I: L: d: s: x",
                            "null no-run-if-empty verbose max-args= max-procs= delimiter= exit max-chars=",
                            0)));

    /** Programs that may run some of their own words as a command, in whatever way. */
    private static final Set<String> CARRIERS = Words.of("""
            sudo doas su runuser chroot unshare nsenter setpriv find fd fdfind parallel watch ssh docker
            podman kubectl npx bunx pnpx npm pnpm yarn uv uvx poetry pipenv bundle git flock script strace
            ltrace gdb valgrind perf taskset chrt systemd-run at batch entr busybox toybox coproc trap
            unbuffer expect tmux screen xvfb-run dbus-run-session caffeinate chronic ifne direnv nix-shell
            mise asdf rtk time hyperfine cargo make just rlwrap proot fakeroot eatmydata firejail bwrap
            ionice prlimit numactl cgexec torsocks proxychains winpty start-stop-daemon runcon sg newgrp
            setarch linux32 linux64 x86_64 i386 i686 catchsegv
            pkexec gosu su-exec dumb-init tini s6-setuidgid logsave run-parts
            """);

    private static final Set<String> SHELLS = Words.of("""
            sh bash dash zsh ksh ash mksh rbash fish yash
            """);

    private Wrappers() {}

    static boolean wraps(String program) {
        return KNOWN.containsKey(program);
    }

    static boolean carries(String program) {
        return KNOWN.containsKey(program) || CARRIERS.contains(program) || program.startsWith("ld-linux");
    }

    static boolean isShell(String program) {
        return SHELLS.contains(program);
    }

    /** The command that a wrapper runs; its options have to be known exactly. */
    static Unwrapped unwrap(Call call) {
        String name = call.program();
        Wrapper wrapper = KNOWN.get(name);
        if (wrapper == null) {
            return new Unwrapped.Unclear(name + " is no wrapper");
        }
        int at = 1;
        while (at < call.words().size()) {
            Argument word = call.words().get(at);
            if (!word.constant()) {
                break;
            }
            if (word.is("--")) {
                at++;
                break;
            }
            if (!word.value().startsWith("-") || word.value().equals("-")) {
                break;
            }
            Optional<Integer> taken = taken(wrapper.options(), word.value());
            if (taken.isEmpty()) {
                return new Unwrapped.Unclear("what " + word.written() + " means to " + name + " is not known");
            }
            if (taken.get() > 0 && (at + 1 >= call.words().size() || !isOneWord(call, at + 1))) {
                return new Unwrapped.Unclear("the value of " + word.written() + " is only known while it runs");
            }
            at += 1 + taken.get();
        }
        for (int operand = 0; operand < wrapper.operands(); operand++, at++) {
            if (at >= call.words().size()
                    || !isOneWord(call, at)
                    || !call.words().get(at).value().matches("[0-9.]{1,9}[smhd]?")) {
                return new Unwrapped.Unclear("its arguments are not known");
            }
        }
        return inner(name, call, at);
    }

    private static Unwrapped inner(String name, Call call, int first) {
        List<Setting> settings = new ArrayList<>(call.settings());
        int at = first;
        if (name.equals("env")) {
            Map<String, Setting> more = new HashMap<>();
            while (at < call.words().size() && isSetting(call.words().get(at))) {
                Argument word = call.words().get(at++);
                if (word.kind() == Argument.Kind.MANY) {
                    return new Unwrapped.Unclear("it may get more words by " + word.written());
                }
                int equals = word.value().indexOf('=');
                String variable = word.value().substring(0, equals);
                Optional<String> copied = SecretNames.named(word.written());
                Optional<String> value = word.constant() && copied.isEmpty()
                        ? Optional.of(word.value().substring(equals + 1))
                        : Optional.empty();
                more.put(variable, new Setting(variable, value, word.text(), copied));
            }
            settings.addAll(more.values());
        }
        if (at >= call.words().size()) {
            return name.equals("env") ? new Unwrapped.Unclear("it shows the environment") : new Unwrapped.Nothing();
        }
        List<Argument> words =
                new ArrayList<>(call.words().subList(at, call.words().size()));
        if (name.equals("xargs")) {
            List<Argument> options = call.words().subList(1, first);
            if (replaced(options).isPresent() && options.stream().anyMatch(Wrappers::dropsReplacing)) {
                return new Unwrapped.Unclear("it is not sure where its input gets");
            }
            appendInput(call, at, words);
        }
        Call inner = call.with(settings, words);
        return inner.program().equals("cd")
                ? new Unwrapped.Unclear("it goes to another folder")
                : new Unwrapped.Inner(inner);
    }

    /** What {@code xargs} reads becomes arguments of the command; with {@code -I} it stands where a text stands. */
    private static void appendInput(Call call, int first, List<Argument> words) {
        String unknown = String.valueOf(CommandText.OPAQUE);
        Optional<String> replaced = replaced(call.words().subList(1, first));
        if (replaced.isEmpty()) {
            words.add(new Argument("…", Argument.Kind.MANY, "", unknown));
            return;
        }
        for (int at = 0; at < words.size(); at++) {
            Argument word = words.get(at);
            int place = word.value().indexOf(replaced.get());
            if (place >= 0) {
                String known = word.constant() ? word.value().substring(0, place) : "";
                words.set(at, new Argument(word.written(), Argument.Kind.ONE, known, unknown));
            }
        }
    }

    /** The last of {@code -I}, {@code -L} and {@code -n} counts. */
    private static boolean dropsReplacing(Argument option) {
        return option.value().matches("-[0rtx]*[nL].*|--max-.*");
    }

    private static Optional<String> replaced(List<Argument> options) {
        Optional<String> replaced = Optional.empty();
        for (int at = 0; at < options.size(); at++) {
            String option = options.get(at).value();
            if (option.matches("-[0rtx]*I.*")) {
                String attached = option.substring(option.indexOf('I') + 1);
                replaced = attached.isEmpty() && at + 1 < options.size()
                        ? Optional.of(options.get(at + 1).value())
                        : Optional.of(attached);
            }
        }
        return replaced;
    }

    private static boolean isOneWord(Call call, int at) {
        return call.words().get(at).constant();
    }

    private static boolean isSetting(Argument word) {
        return word.value().matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
    }

    /** How many of the next words an option takes; empty where it is not known. */
    private static Optional<Integer> taken(KnownOptions options, String word) {
        if (word.startsWith("--")) {
            int equals = word.indexOf('=');
            KnownOptions.Value value = options.name(word.substring(2, equals < 0 ? word.length() : equals));
            if (value == null || (equals >= 0 && value == KnownOptions.Value.NOTHING)) {
                return Optional.empty();
            }
            return Optional.of(equals < 0 && value == KnownOptions.Value.TEXT ? 1 : 0);
        }
        if (options.numbers() && word.matches("-[0-9]{1,3}")) {
            return Optional.of(0);
        }
        for (int letter = 1; letter < word.length(); letter++) {
            KnownOptions.Value value = options.letter(word.charAt(letter));
            if (value == null) {
                return Optional.empty();
            }
            if (value == KnownOptions.Value.TEXT) {
                return Optional.of(letter == word.length() - 1 ? 1 : 0);
            }
        }
        return Optional.of(0);
    }
}
