package dev.lungo.model;

/** Makes the wires. */
final class Connections {
    private Connections() {}

    static Model anthropic(Connection.Anthropic connection) {
        return new AnthropicModel(connection);
    }

    static Model openAi(Connection.OpenAi connection) {
        return new OpenAiModel(connection);
    }

    static Model scripted(Connection.Scripted connection) {
        return new ScriptedModel(Script.read(connection.script()), connection.pace());
    }
}
