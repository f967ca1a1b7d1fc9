package dev.lungo.permission;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A variable that a command line sets.
 *
 * @param value where it is known
 * @param text {@code name=value} as rules see it
 * @param copied the variable with a secret that it is made of
 */
record Setting(String name, Optional<String> value, String text, Optional<String> copied) {
    /** Names that decide how something looks and not what runs. */
    private static final Set<String> HARMLESS = Words.of("""
            CI CLICOLOR CLICOLOR_FORCE COLORTERM COLUMNS DEBUG FORCE_COLOR GOARCH GOOS LANG LANGUAGE LINES
            LOG_LEVEL MIX_ENV NODE_ENV NO_COLOR PORT PYTHONDONTWRITEBYTECODE PYTHONHASHSEED
            PYTHONIOENCODING PYTHONUNBUFFERED PYTHONUTF8 RAILS_ENV RACK_ENV RUST_BACKTRACE RUST_LOG TERM TZ
            VERBOSE
            """);

    /** Names and beginnings of names that decide what runs. */
    private static final Set<String> RULING = Words.of("""
            PATH IFS ENV PWD OLDPWD SHELL HOME PAGER EDITOR VISUAL BROWSER CDPATH GLOBIGNORE GOFLAGS GOPATH GOPROXY
            GOTOOLCHAIN PROMPT_COMMAND SHELLOPTS TMPDIR CC CXX LD AR MAKE MAKEFLAGS RUSTC RUSTC_WRAPPER
            MANPAGER MANOPT ZDOTDIR TAR_OPTIONS GREP_OPTIONS PS4 _JAVA_OPTIONS
            """);

    private static final Set<String> RULING_BEGINNINGS = Words.of("""
            LD_ DYLD_ BASH GIT_ NODE_ NPM_ PYTHON JAVA_ JDK_ MAVEN_ GRADLE_ SSH_
            DOCKER_ XDG_ CARGO_ RUSTUP_ PIP_ GCC_ LESS PERL5 RUBY
            """);

    /** Whether it changes nothing that a command does, whichever it is. */
    boolean harmless() {
        boolean pager = name.endsWith("PAGER")
                && value.filter(program -> program.isEmpty() || program.equals("cat"))
                        .isPresent();
        return pager || HARMLESS.contains(name) || name.startsWith("LC_");
    }

    /** Whether it changes which programs run or what they load. */
    boolean ruling() {
        if (harmless()) {
            return false;
        }
        String upper = name.toUpperCase(Locale.ROOT);
        for (String beginning : RULING_BEGINNINGS) {
            if (upper.startsWith(beginning)) {
                return true;
            }
        }
        return RULING.contains(upper);
    }

    /** Whether, as a variable of the shell alone, it reaches no program. */
    boolean staysInShell(Map<String, String> environment) {
        return harmless() || (!ruling() && !environment.containsKey(name));
    }
}
