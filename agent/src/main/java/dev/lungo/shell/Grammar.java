package dev.lungo.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** The readers of one text, which call each other. One thread, one text. */
final class Grammar {
    /** Deeper lines are not written by anybody in their right mind. */
    private static final int DEEPEST = 40;

    /** Scripts in backticks and here-documents; each may be read twice, and those in it four times. */
    private static final int MOST_TEXTS = 1000;

    final Cursor cursor;
    final HereDocuments documents;
    final WordReader words;
    final QuoteReader quotes;
    final ExpansionReader expansions;
    final ParameterReader parameters;
    final ArithmeticReader arithmetic;
    final AssignmentReader assignments;
    final RedirectionReader redirections;
    final ListReader lists;
    final SimpleReader simple;
    final CompoundReader compounds;
    final TestReader tests;

    private final AtomicInteger texts;

    /** Written by {@link #substituted}. */
    private int substitutions;

    /** Written by {@link #deeper}. */
    private int depth;

    private Grammar(
            String text, int origin, int depth, AtomicInteger texts, Map<Integer, Redirection.HereDocument> bodies) {
        this.depth = depth;
        this.texts = texts;
        cursor = new Cursor(text, origin);
        documents = new HereDocuments(this, bodies);
        words = new WordReader(this);
        quotes = new QuoteReader(this);
        expansions = new ExpansionReader(this);
        parameters = new ParameterReader(this);
        arithmetic = new ArithmeticReader(this);
        assignments = new AssignmentReader(this);
        redirections = new RedirectionReader(this);
        lists = new ListReader(this);
        simple = new SimpleReader(this);
        compounds = new CompoundReader(this);
        tests = new TestReader(this);
    }

    static Script script(String text) {
        return read(text, 0, 0, new AtomicInteger(), grammar -> grammar.lists.whole());
    }

    /** A script with a text of its own: what stands in backticks. */
    Script nestedScript(String text) {
        return deeper(() -> read(text, cursor.place(), depth, texts, grammar -> grammar.lists.whole()));
    }

    /** What a here-document expands. */
    List<WordPart> nestedDocument(String text) {
        return deeper(() -> read(text, cursor.place(), depth, texts, grammar -> grammar.quotes.document()));
    }

    /** A body of a here-document stands behind the line that asks for it; so a text that has some is read twice. */
    private static <T> T read(String text, int origin, int depth, AtomicInteger texts, Function<Grammar, T> reading) {
        var grammar = new Grammar(text, origin, depth, texts, Map.of());
        T read = reading.apply(grammar);
        Map<Integer, Redirection.HereDocument> bodies = grammar.documents.bodies();
        if (texts.incrementAndGet() > MOST_TEXTS) {
            throw grammar.cursor.refusal("too much is nested in it");
        }
        return bodies.isEmpty() ? read : reading.apply(new Grammar(text, origin, depth, texts, bodies));
    }

    /** Whether this is within {@code $(…)}, which bash reads twice, and not always in the same way. */
    boolean isSubstituted() {
        return substitutions > 0;
    }

    /** Runs one level deeper. */
    <T> T deeper(Supplier<T> reading) {
        if (depth >= DEEPEST) {
            throw cursor.refusal("it is nested too deep");
        }
        depth++;
        T read = reading.get();
        depth--;
        return read;
    }

    /** The statements between {@code (} and {@code )} of a substitution; the cursor stands behind the first. */
    Script substituted() {
        return deeper(() -> {
            substitutions++;
            int outer = documents.enter();
            Script script = lists.script(Set.of());
            if (!cursor.take(")")) {
                throw cursor.refusal("a substitution is not closed");
            }
            documents.leave(outer);
            substitutions--;
            return script;
        });
    }
}
