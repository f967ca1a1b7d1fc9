package dev.lungo.shell;

import java.util.List;

/** Statements, run one after the other. */
public record Script(List<Statement> statements) implements Parsed {
    public Script {
        statements = List.copyOf(statements);
    }
}
