package dev.lungo.shell;

import dev.lungo.shell.Redirection.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads redirections. */
final class RedirectionReader {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_./+@%,][A-Za-z0-9_./+@%,-]*");

    private final Grammar grammar;

    RedirectionReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** Those that stand here, with nothing between them. */
    List<Redirection> all() {
        var all = new ArrayList<Redirection>();
        grammar.cursor.blanks();
        for (var next = redirection(); next.isPresent(); next = redirection()) {
            all.add(next.get());
            grammar.cursor.blanks();
        }
        return all;
    }

    /** The redirection that begins here, or nothing, and then nothing is taken. */
    Optional<Redirection> redirection() {
        Cursor cursor = grammar.cursor;
        if (cursor.peek() == '&') {
            return both();
        }
        int start = cursor.at();
        String descriptor = descriptor();
        boolean operator =
                (cursor.peek() == '<' || cursor.raw() == '>') && !cursor.looksAt("<(") && !cursor.looksAt(">(");
        if (!operator) {
            cursor.back(start);
            return Optional.empty();
        }
        return Optional.of(redirection(descriptor));
    }

    /** A number or a name in braces; empty where neither stands here. */
    private String descriptor() {
        Cursor cursor = grammar.cursor;
        var descriptor = new StringBuilder();
        if (cursor.peek() == '{') {
            int start = cursor.at();
            descriptor.append(cursor.next());
            while (ExpansionReader.isName(cursor.peek())) {
                descriptor.append(cursor.next());
            }
            if (cursor.peek() != '}' || descriptor.length() < 2 || !ExpansionReader.isNameStart(descriptor.charAt(1))) {
                cursor.back(start);
                return "";
            }
            return descriptor.append(cursor.next()).toString();
        }
        while (ExpansionReader.isDigit(cursor.peek())) {
            descriptor.append(cursor.next());
        }
        if (descriptor.length() > 4 && (cursor.raw() == '<' || cursor.raw() == '>')) {
            throw cursor.refusal("the number of a file descriptor is too large");
        }
        return descriptor.toString();
    }

    private Optional<Redirection> both() {
        Kind kind;
        if (grammar.cursor.take("&>>")) {
            kind = Kind.APPEND_BOTH;
        } else if (grammar.cursor.take("&>")) {
            kind = Kind.WRITE_BOTH;
        } else {
            return Optional.empty();
        }
        return Optional.of(new Redirection(kind, "", target(), Optional.empty()));
    }

    private Redirection redirection(String descriptor) {
        Cursor cursor = grammar.cursor;
        int at = cursor.at();
        if (cursor.take("<<<")) {
            return new Redirection(Kind.HERE_STRING, descriptor, target(), Optional.empty());
        }
        if (cursor.take("<<")) {
            boolean withoutTabs = cursor.take("-");
            Word delimiter = target();
            return new Redirection(
                    Kind.HERE_DOCUMENT,
                    descriptor,
                    delimiter,
                    Optional.of(grammar.documents.announce(at, delimiter, withoutTabs)));
        }
        if (cursor.take("<&")) {
            return duplicate(descriptor, true);
        }
        if (cursor.take(">&")) {
            return duplicate(descriptor, false);
        }
        return new Redirection(kind(cursor), descriptor, target(), Optional.empty());
    }

    private static Kind kind(Cursor cursor) {
        if (cursor.take("<>")) {
            return Kind.READ_WRITE;
        }
        if (cursor.take("<")) {
            return Kind.READ;
        }
        if (cursor.take(">>")) {
            return Kind.APPEND;
        }
        if (cursor.take(">|")) {
            return Kind.CLOBBER;
        }
        cursor.take(">");
        return Kind.WRITE;
    }

    private Redirection duplicate(String descriptor, boolean input) {
        Word target = target();
        Optional<String> constant = target.constant();
        boolean descriptors = constant.isEmpty() || constant.get().matches("[0-9]{1,4}-?|-");
        // Bash expands the word behind >& a second time where it is no number, constant or not.
        boolean file = !input && constant.filter(FILE.asMatchPredicate()).isPresent();
        if ((!descriptors && !file)
                || (target.text().startsWith("-") && !target.text().equals("-"))) {
            throw grammar.cursor.refusal("what stands behind & is neither a number nor a plain file");
        }
        return new Redirection(descriptors ? Kind.DUPLICATE : Kind.WRITE_BOTH, descriptor, target, Optional.empty());
    }

    private Word target() {
        grammar.cursor.blanks();
        if (!grammar.words.isNext()) {
            throw grammar.cursor.refusal("a redirection leads nowhere");
        }
        Word target = grammar.words.word();
        if (target.text().matches("[0-9]+|\\{.*}") && (grammar.cursor.raw() == '<' || grammar.cursor.raw() == '>')) {
            throw grammar.cursor.refusal("a redirection leads to another");
        }
        return target;
    }
}
