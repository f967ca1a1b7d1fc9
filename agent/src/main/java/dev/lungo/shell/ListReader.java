package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads lists and pipelines, and what may stand between commands. */
final class ListReader {
    private static final Set<String> CLOSING =
            Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}", "in", "]]");

    private final Grammar grammar;

    ListReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** All of the text. */
    Script whole() {
        Script script = script(Set.of());
        if (grammar.cursor.peek() != Cursor.END) {
            throw grammar.cursor.refusal("something stands where a command is expected");
        }
        grammar.documents.end();
        return script;
    }

    /** Statements, one at least, up to one of these keywords, which is taken. */
    Script closedBy(String... keywords) {
        Script script = script(Set.of(keywords));
        if (script.statements().isEmpty()) {
            throw grammar.cursor.refusal("a command is missing");
        }
        return script;
    }

    /** Statements up to one of these keywords, to a closing parenthesis, {@code ;;} or the end; none of it is taken. */
    Script script(Set<String> closers) {
        var statements = new ArrayList<Statement>();
        lineEnds();
        while (!isEnd(closers)) {
            Statement statement = statement();
            grammar.cursor.blanks();
            boolean background = isBackground();
            statements.add(new Statement(statement.steps(), background));
            boolean separated = background
                    || (grammar.cursor.peek() == ';' && !isCaseEnd() && grammar.cursor.take(";"))
                    || grammar.cursor.peek() == '\n'
                    || grammar.cursor.raw() == '#';
            if (!separated && !isEndOfList()) {
                throw grammar.cursor.refusal("something stands behind a command");
            }
            lineEnds();
        }
        return new Script(statements);
    }

    /** Blanks, comments and ends of lines. */
    void lineEnds() {
        while (true) {
            grammar.cursor.blanks();
            if (grammar.cursor.raw() == '#') {
                grammar.cursor.comment();
            } else if (grammar.cursor.raw() == '\n') {
                grammar.cursor.next();
                grammar.documents.readPending();
            } else {
                return;
            }
        }
    }

    /** The same where a here-document must not begin: among the elements of an array, in {@code [[}. */
    void lineEndsInWord() {
        grammar.cursor.blanks();
        while (grammar.cursor.raw() == '\n' || grammar.cursor.raw() == '#') {
            grammar.documents.refuseLineEnd();
            grammar.cursor.comment();
            lineEnds();
        }
    }

    private boolean isEnd(Set<String> closers) {
        if (isEndOfList()) {
            return true;
        }
        String keyword = grammar.simple.keyword();
        if (closers.contains(keyword)) {
            return true;
        }
        if (CLOSING.contains(keyword)) {
            throw grammar.cursor.refusal("\"" + keyword + "\" closes nothing");
        }
        return false;
    }

    private boolean isEndOfList() {
        char c = grammar.cursor.peek();
        return c == Cursor.END || c == ')' || isCaseEnd();
    }

    private boolean isCaseEnd() {
        return grammar.cursor.looksAt(";;") || grammar.cursor.looksAt(";&");
    }

    private boolean isBackground() {
        return !grammar.cursor.looksAt("&&") && grammar.cursor.take("&");
    }

    private Statement statement() {
        var steps = new ArrayList<Statement.Step>();
        var joint = Statement.Joint.NOTHING;
        while (true) {
            steps.add(new Statement.Step(joint, pipeline()));
            grammar.cursor.blanks();
            if (grammar.cursor.take("&&")) {
                joint = Statement.Joint.AND;
            } else if (grammar.cursor.take("||")) {
                joint = Statement.Joint.OR;
            } else {
                return new Statement(steps, false);
            }
            lineEnds();
        }
    }

    private Pipeline pipeline() {
        boolean negated = false;
        boolean timed = false;
        while (true) {
            String keyword = grammar.simple.keyword();
            if (keyword.equals("!")) {
                negated = !negated;
            } else if (keyword.equals("time")) {
                if (grammar.isSubstituted()) {
                    throw grammar.cursor.refusal("bash does not always take time for a keyword in $(…)");
                }
                timed = true;
            } else {
                break;
            }
            grammar.cursor.take(keyword);
            grammar.cursor.blanks();
            if (keyword.equals("time")) {
                timeOptions();
            }
        }
        List<ShellCommand> commands = new ArrayList<>();
        boolean errors = false;
        do {
            commands.add(command());
            grammar.cursor.blanks();
            errors |= grammar.cursor.looksAt("|&");
        } while (isPiped());
        return new Pipeline(commands, negated, timed, errors);
    }

    private void timeOptions() {
        if (grammar.cursor.peek() != '-') {
            return;
        }
        boolean known = grammar.cursor.take("-p") && WordReader.endsWord(grammar.cursor.peek());
        grammar.cursor.blanks();
        if (!known || grammar.cursor.peek() == '-') {
            throw grammar.cursor.refusal("an option of time is not known");
        }
    }

    private boolean isPiped() {
        boolean piped = !grammar.cursor.looksAt("||") && (grammar.cursor.take("|&") || grammar.cursor.take("|"));
        if (piped) {
            lineEnds();
        }
        return piped;
    }

    private ShellCommand command() {
        return grammar.deeper(() -> grammar.compounds.compound().orElseGet(grammar.simple::command));
    }
}
