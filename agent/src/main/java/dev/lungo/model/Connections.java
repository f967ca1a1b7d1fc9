package dev.lungo.model;

/** Makes the wires. */
final class Connections {
    private Connections() {}

    static Model anthropic(Connection.Anthropic connection) {
        throw new ModelException(ModelException.Kind.REFUSED_REQUEST, "being built: " + connection);
    }

    static Model openAi(Connection.OpenAi connection) {
        throw new ModelException(ModelException.Kind.REFUSED_REQUEST, "being built: " + connection);
    }

    static Model scripted(Connection.Scripted connection) {
        throw new ModelException(ModelException.Kind.REFUSED_REQUEST, "being built: " + connection);
    }
}
